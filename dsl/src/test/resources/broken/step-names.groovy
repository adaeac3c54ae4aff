step('a') { note 'x' }
group('g') {
    step('a') { note 'y' }
}
manual('g') { todo 'x' }
