title 'Several mistakes'
param 'fqdn', about: 'the name'
targets { host 'source' }
step('first', timeout: '1 hour') {
    onHost('sourc') { sh "ping ${params.fdqn}" }
    notee 'done'
}
step('first') { note 'x' }
