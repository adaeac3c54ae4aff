secret 'token', about: 'x'
param 'fqdn', about: 'x'
step('a') { note "${params.token} ${secrets.fqdn}" }
