targets { host 'here', 'far' }
secret 'token', about: 'for golden cases'

step('sh (ssm)') { onHost('far') { sh "mkdir -p ${'a b'}; echo made" } }
step('probe (ssm)') { onHost('far') { probe('ls').lines } }
step('secret (ssm)') { onHost('far') { probe("printf %s ${secrets.token} | wc -c").trim() } }
step('as (ssm)') { onHost('far', dir: 'a b', env: [LANG: 'C']) { probe('basename "$PWD"; echo $LANG').lines } }
step('writeFile (ssm)') { onHost('far') { writeFile 'f.txt', 'hello\n' } }
step('writeFile (ssm, nothing to do)') { onHost('far') { writeFile 'f.txt', 'hello\n' } }
step('job (ssm)') { onHost('far') { job('echo done', success: ~/done/).status } }
step('copy (ssm)') { copy from: place('far', 'f.txt'), to: place('here', './'), via: 'engine' }
step('copy (ssm, direct)') { copy from: place('here', 'f.txt'), to: place('far', './') }
