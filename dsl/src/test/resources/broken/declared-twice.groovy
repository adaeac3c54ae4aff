param  'batch', default: '500'
param  'batch', default: '600'
secret 'key'
secret 'key'
targets {
    host 'a', 'a'
}
step('x') { onHost('a') { sh "make ${params.batch}" } }
