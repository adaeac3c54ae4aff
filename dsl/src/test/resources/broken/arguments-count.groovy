step('a') {
    note 'x', 'y'
    verify('x', 'y') { 1 == 1 }
}
phase()
