targets { database 'd' }
step('a', when: { 'yes' }) {
    verify('number') { 1 }
    verify('rows') { sql('d').rows('select 1') }
    verify('pattern') { 'abc' =~ /b/ }
    verify('nothing') { null }
    verify('size') { 'abc'.length() }
}
