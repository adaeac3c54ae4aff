step('a') { note "${result('b')}" }
step('b') { 3 }
