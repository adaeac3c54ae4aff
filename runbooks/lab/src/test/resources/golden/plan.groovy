title 'Every plan word'
about 'What each of them shows'
notMigrated 'API keys'

param 'name', default: 'a b'
secret 'token'
targets { host 'here' }

include 'files/included.groovy'

phase 'Before'
notBefore '2001-01-01T00:00:00Z'
def items = step('step', guard: true, timeout: '5m', expect: '1m', tags: ['x']) { onHost('here') { probe('echo x y').trim().tokenize(' ') } }
def answers = manual('manual', who: ['ann', 'bob'], need: 1, expect: '10m') {
    todo "Look at ${params.name}"
    ask 'size'
    verify('it is there') { onHost('here') { !exists('missing') } }
}
phase 'During'
outageBegins()
parallel(max: 2) {
    step('one', retries: 2) { note 'one' }
    group('two', when: { params.name == 'a b' }) { step('in a group') { note 'two' } }
}
forEach('forEach', items, max: 2) { item ->
    step("of ${item}", doneWhen: { onHost('here') { exists("${item}.done") } }) { onHost('here') { sh "touch ${item}.done" } }.undo { onHost('here') { sh "rm ${item}.done" } }
}
temporarily('temporarily', was: { onHost('here') { probe('echo 1').trim() } }, set: { was -> onHost('here') { sh 'echo 2 > size' } },
            restore: { was -> onHost('here') { sh "echo ${was} > size" } }) {
    step('while it is raised') { note 'raised' }
}
background('background', every: '1h', until: 'last') { note 'beside' }
destructive('destructive', type: params.name) { onHost('here') { sh 'rm -f size' } }
pointOfNoReturn('pointOfNoReturn', 'nothing goes back')
outageEnds()
outageBegins('second')
outageEnds('second')
step('last') { onHost('here') { sh 'cat > /dev/null', stdin: secrets.token } }
step('skipped', when: { params.name == 'x' }) { note 'never' }
onFailure { failure -> note "failed: ${failure.message}" }
