targets { host 'here', 'there' }
param 'name', default: 'a b'

step('onHost') { onHost('here', env: [LANG: 'C']) { probe('echo $LANG').trim() } }
step('onHosts') { onHosts('all') { host -> note "on ${host}"; probe('echo x').trim() } }
step('sh') { onHost('here') { sh "mkdir -p ${params.name}" } }
step('sh (status)') { onHost('here') { sh('exit 3', ok: [0, 3]).status } }
step('probe') { onHost('here') { probe("printf '%s\\n' ${params.name}").lines } }
step('words') { onHost('here') { sh "touch ${['x', 'y z']} ${words([])}" } }
step('raw') { onHost('here') { probe("ls ${raw("| wc -l")}").trim().toLong() > 0 } }
step('writeFile') { onHost('here') { writeFile 'f.txt', "hello ${params.name}\n" } }
step('writeFile (nothing to do)') { onHost('here') { writeFile 'f.txt', "hello ${params.name}\n" } }
step('readFile') { onHost('here') { readFile('f.txt').trim() } }
step('editFile') { onHost('here') { editFile 'f.txt', find: 'hello', put: 'good bye' } }
step('editFile (nothing to do)') { onHost('here') { editFile 'f.txt', find: 'hello', put: 'good bye' } }
step('upload') { onHost('here') { upload 'files/plain.txt', 'u.txt' } }
step('upload (nothing to do)') { onHost('here') { upload 'files/plain.txt', 'u.txt' } }
step('download') { onHost('here') { download 'u.txt', 'files/back.txt' } }
step('template') { onHost('here') { writeFile 't.txt', template('files/template.txt', [name: params.name]) } }
step('json') { onHost('here') { writeFile 'c.json', '{"port": 1}' } }
step('editJson') { onHost('here') { editJson('c.json') { it.port = 443 } } }
step('editJson (nothing to do)') { onHost('here') { editJson('c.json') { it.port = 443 } } }
step('readJson') { onHost('here') { readJson('c.json').port } }
step('yaml') { onHost('here') { writeFile 'd.yaml', 'server:\n  port: 1 # kept\n' } }
step('editYaml') { onHost('here') { editYaml('d.yaml') { it.server.port = 443 } } }
step('readYaml') { onHost('here') { readYaml('d.yaml').server.port } }
step('exists') { onHost('here') { [exists('f.txt'), exists('nothing')] } }
step('checksum') { onHost('here') { checksum('u.txt') } }
step('space') { onHost('here') { space('.').free > 0 } }
step('version') { onHost('here') { version(probe('echo release 2.10').text) > version('2.9') } }
step('place') { place('here', 'x').toString() }
step('copy') { onHost('there') { sh 'mkdir -p copied' }; copy from: place('here', 'u.txt'), to: place('there', 'copied/') }
step('sync') { sync from: place('there', 'copied/'), to: place('here', 'synced/') }
step('sync (nothing to do)') { sync from: place('there', 'copied/'), to: place('here', 'synced/') }
step('manifest') { manifest(place('there', 'copied')).files }
step('differences') { differences(from: place('there', 'copied'), to: place('here', 'synced')).size() }
step('job') { onHost('here') { job('echo done', success: ~/done/).status } }
step('tcp') { tcp('localhost', 1) }
step('dns') { dns('localhost', types: ['A']).A }
step('keep') { keep 'names.txt', "hello ${params.name}" }
step('remember') { remember 'was', 5 }
step('measure') { measure files: 3 }
step('note') { note "name ${params.name}" }
step('tell') { tell 'operations', "done with ${params.name}" }
step('result') { result('exists') }
step('verify') { onHost('here') { verify('f') { exists('f.txt') } } }
step('verifyAll') { verifyAll { verify('two') { 1 + 1 == 2 }; verifySame('lists', [1, 2], [1, 2]) } }
step('verifySame') { onHost('here') { verifySame('text', 'hello', readFile('u.txt').trim()) } }
step('waitFor') { onHost('here') { waitFor('f', timeout: '1s', every: '10ms') { exists('f.txt') } } }
step('remoteJob') {
    onHost('here') {
        remoteJob('snapshot', start: { sh('echo s-1').trim() }, poll: { id -> [status: probe("echo ok ${id}").trim()] }, done: ['ok s-1'], every: '10ms')
    }
}
