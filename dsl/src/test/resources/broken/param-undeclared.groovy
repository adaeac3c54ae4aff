param 'fqdn', about: 'x'
step('a') { note "${params.fqnd}" }
step('b') { note params['fqnd'] }
