step('a', $at: 'x') { note 'x' }
