targets { host 'a' }
step('a') {
    def version = '1'
    note "${version('2')}"
    ['x'].each { note -> note 'y' }
}
