step('a') {
    int n = 'five'
    note "${n}"
}
