step('a', when: true) { note 'x' }
