step('a') {
    total = 3
    note "${total}"
}
