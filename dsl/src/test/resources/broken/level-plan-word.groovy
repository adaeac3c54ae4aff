step('a') {
    phase 'b'
    step('inner') { note 'x' }
}
def helper() {
    step('c') { note 'x' }
}
step('d') { helper() }
