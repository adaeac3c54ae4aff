include 'nowhere.groovy'
include 'include-missing.groovy'
step('a') { note 'x' }
