step('a') {
    note 'abc'.substring(1, 2, 3)
    note "${'a'}".replace('x')
    note 'abc'.replaceAll(/b/) { 'x' }
    note 'abc'.padLeft(5)
    def parts = [1, 2]
    parts.add(1, 2, 3)
    note Math.max(1)
}
