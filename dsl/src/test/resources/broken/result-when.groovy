group('g', when: { result('inner') == 1 }) {
    step('inner') { 1 }
}
