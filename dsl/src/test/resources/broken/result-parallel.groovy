parallel(max: 2) {
    def a = step('one') { 1 }
    step('two') { a() }
    group('three') { step('four') { result('one') } }
}
step('five') { result('one') + result('two') }
