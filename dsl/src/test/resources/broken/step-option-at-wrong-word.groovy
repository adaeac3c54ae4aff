group('g', timeout: '1h') {
    step('a') { note 'x' }
}
forEach('x', 'abc') { x -> step("s ${x}") { note 'y' } }
