phase 3
step(['a']) { note 'x' }
step('b') { tcp('localhost', 'ssh') }
