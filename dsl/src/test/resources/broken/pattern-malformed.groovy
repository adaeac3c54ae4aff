step('a') {
    verify('x') { 'abc' ==~ /a(b/ }
    verify('y') { ('abc' =~ '[a').find() }
    def p = ~/a{2/
    note "${p}"
}
