include 'parts/helpers.groovy'
step('a') { shared() }
step('b') { shard() }
step('included') { note 'twice' }
