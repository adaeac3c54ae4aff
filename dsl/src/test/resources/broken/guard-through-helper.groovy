targets { host 'a' }
def restart() { onHost('a') { sh 'x' } }
step('a', guard: true) { restart() }
