targets {
    host     'a', 'b'
    database 'd'
}
step('x') {
    sql('d').rows("select r.id as room, count(*) as messages, r.name from rooms r group by 1, 3").each { note "${it.room} ${it.mesages} ${it.nmae}" }
    def one = sql('d').row('select first_name, last_name from users where id = 1')
    note one.lastname
    sql('d').rows('select * from users').each { note it.anything }
}
