targets { database 'source' }
step('a') {
    note "${sql('source').rowz('select 1')}"
}
