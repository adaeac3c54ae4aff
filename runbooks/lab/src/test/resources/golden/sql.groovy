targets { database 'd' }
param 'who', default: "O'Hara"

step('sql') { sql('d').value('select 1') }
step('sql.execute') { sql('d').execute('create table users (id int primary key, name text)') }
step('sql.update') { sql('d').update("insert into users values (1, ${params.who})") }
step('sql.update (nothing to do)') { sql('d').update("update users set name = 'x' where id = ${99}") }
step('sql.batch') { sql('d').batch('insert into users values (?, ?)', [[2, 'Ada'], [3, 'Bob']]) }
step('sql.batch (nothing to do)') { sql('d').batch('insert into users values (?, ?)', []) }
step('sql.value') { sql('d').value('select count(*) from users') }
step('sql.row') { sql('d').row("select id, name from users where name = ${params.who}") }
step('sql.rows') { sql('d').rows("select id, name from users where id in (${[2, 3]}) order by 1") }
step('ident') { sql('d').value("select count(*) from ${ident('users')}") }
step('transaction.update') { sql('d').transaction { update("update users set name = ${'Eve'} where id = ${2}") } }
step('transaction.batch') { sql('d').transaction { batch('update users set name = ? where id = ?', [['Ada', 2]]) } }
step('transaction.value') { sql('d').transaction { value('select count(*) from users') } }
step('transaction.row') { sql('d').transaction { row('select name from users where id = 2') } }
step('transaction.rows') { sql('d').transaction { rows('select name from users order by 1') } }
step('transaction.execute') { sql('d').transaction { execute('create table rooms_of_old (id int)') } }
step('sql.transaction') {
    sql('d').transaction {
        update("delete from users where id = ${3}")
        execute('create table rooms (id int)')
    }
}
