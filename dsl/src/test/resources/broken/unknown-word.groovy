title 'x'
stepp('a') {
    note 'fine'
}
