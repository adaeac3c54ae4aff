targets { host 'a' }
step('x') { targets { host 'b' } }
