secret 'password', about: 'x'
targets { host 'a' }
step('a') { onHost('a') { sh 'login', env: [P: secrets.pasword] } }
