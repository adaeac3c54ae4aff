def shared(List names) {
    names.findAll { it != result('count').at }
}

step('shared step') { note 'from the other script' }
