step('a')
step('b') {
    verify 'it holds'
}
