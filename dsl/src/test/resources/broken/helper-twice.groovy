def census(a) { a }
def census(b) { b }
def census(List c) { c }
step('a') { census(1) }
