def shared() {
    noote 'x'
}
step('included') { note 'once' }
