def room = 'x'
step('a') {
    def n = 1
    ['a'].each { room -> note "${room}" }
    if (n > 0) { def n = 2; note "${n}" }
    def it = 3
}
