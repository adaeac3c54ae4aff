step('a', retries: 'three') { note 'x' }
