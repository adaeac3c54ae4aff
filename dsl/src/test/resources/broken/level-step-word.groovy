targets { host 'a' }
onHost('a') { sh 'x' }
def n = probe('uptime')
note 'x'
