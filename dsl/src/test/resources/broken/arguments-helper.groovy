def census(a, b) { [a, b] }
step('a') { census(1) }
