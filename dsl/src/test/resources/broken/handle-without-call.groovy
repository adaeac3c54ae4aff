def before = step('count') { [users: 3] }
step('a') {
    note "${before}"
    note "${before.users}"
    verify('x') { before == 3 }
    before.each { note "${it}" }
}
