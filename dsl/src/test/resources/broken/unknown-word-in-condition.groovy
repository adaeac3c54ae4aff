targets { database 'source' }
step('a', when: { sqll('source').value('select 1') == 1 }) { note 'x' }
