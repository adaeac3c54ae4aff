background('sync', every: '1h', until: 'stop chat') { note 'x' }
step('stop the chat') { note 'x' }
