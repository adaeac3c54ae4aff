targets { host 'a' }
step('a') {
    onHost('a') { sh "echo $(date)" }
}
