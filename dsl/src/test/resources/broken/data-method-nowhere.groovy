targets {
    host     'a', 'b'
    database 'd'
}
def rooms = step('rooms') { sql('d').rows('select * from rooms') }
step('x') {
    rooms().collcet { it.name }.each { note it }
    note sql('d').value('select 1').toStrnig()
    helper([1])
}

def helper(list) {
    list.isEmtpy()
}
