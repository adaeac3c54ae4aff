targets { host 'a' }
step('a') {
    sh 'x'
    restart()
    onHost('a') { restart() }
}
def restart() { sh 'systemctl restart chat' }
