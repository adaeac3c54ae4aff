targets {
    hosts 'a'
    database 'b', acces: 'read'
    redis 'c', access: 'readonly'
}
