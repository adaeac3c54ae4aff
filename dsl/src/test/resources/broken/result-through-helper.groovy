def later() { result('b') }
step('a') { later() }
step('b') { 3 }
