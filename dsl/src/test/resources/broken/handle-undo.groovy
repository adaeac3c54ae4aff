step('a') { note 'x' }.undoo { note 'y' }
manual('b') { todo 'x' }.undo { note 'y' }
step('c') { note 'x' }.undo()
