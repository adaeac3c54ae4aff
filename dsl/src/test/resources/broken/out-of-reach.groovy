if (true) {
    def inner = step('one') { 1 }
}
step('two') { inner() }
step('three') { host 'x' }
