step('a') {
    note 'abc'.trimm()
    def names = ['a', 'b']
    note "${names.joinn(',')}"
    def n = 5
    note "${n.plusOne()}"
}
