step('a') {
    note 'x', level: 'high'
}
