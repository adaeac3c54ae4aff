step('a', timeuot: '1h') { note 'x' }
