targets { database 'd' }
step('a') {
    def n = 3
    verify('x') { n = 4 }
    verify('y') { sql('d').value('select 1') == 1 }
}
