title 'x'
step('a') {
    note 'x'
    stepp 'y'
