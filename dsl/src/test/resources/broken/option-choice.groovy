step('a', rerun: 'save') { note 'x' }
