targets {
    host 'source', 'destination'
    database 'source'
}
step('a') {
    onHost('sorce') { sh 'x' }
    note "${sql('destination').value('select 1')}"
    copy from: place('source', '/x'), to: place('nowhere', '/y')
}
