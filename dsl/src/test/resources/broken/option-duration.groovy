step('a', timeout: '5 minutes') { note 'x' }
step('b', timeout: 30) { note 'x' }
step('c', backoff: ['1s']) { note 'x' }
