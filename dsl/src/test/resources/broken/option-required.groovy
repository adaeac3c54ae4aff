step('a') {
    waitFor('it') { 1 == 1 }
}
destructive('drop') { note 'x' }
