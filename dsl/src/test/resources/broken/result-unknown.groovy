step('count users') { 3 }
step('a') { note "${result('count usrs')}" }
