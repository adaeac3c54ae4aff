title 'Chat server's move'
step('a') { note 'x' }
