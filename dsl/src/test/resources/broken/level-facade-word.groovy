step('a') {
    todo 'do it'
    onHosts('g') { execute('x') }
}
