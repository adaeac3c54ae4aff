step('a') {
    def count = 1
    note "${cuont}"
}
