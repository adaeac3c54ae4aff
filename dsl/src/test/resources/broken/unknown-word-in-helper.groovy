def helper(x) {
    notee "got ${x}"
}
step('a') { helper(1) }
