step('a', guard: 'yes') { note 'x' }
