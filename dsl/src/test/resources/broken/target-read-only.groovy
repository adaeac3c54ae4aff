targets {
    host 'source', access: 'read'
    database 'source', access: 'read'
    database 'destination'
}
step('a') {
    sql('source').execute('delete from users')
    def db = sql('source')
    db.update('update x set y = 1')
    sql('source').transaction { update('update x set y = 2') }
    sql('destination').execute('delete from users')
    onHost('source') {
        probe 'uptime'
        sh 'rm x'
    }
    copy from: place('destination', '/x'), to: place('source', '/x')
}
