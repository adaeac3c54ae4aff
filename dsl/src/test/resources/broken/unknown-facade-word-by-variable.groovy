targets { database 'source' }
step('a') {
    def db = sql('source')
    def n = db.valeu('select 1')
    note "${n}"
}
