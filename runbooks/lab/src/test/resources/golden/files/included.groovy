step('include') { note 'included' }
