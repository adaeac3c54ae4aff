step('a', when: { }) {
    verify('x') { }
}
