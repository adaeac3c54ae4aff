def n = step('count') {
    note "${result('count')}"
    n()
}
