targets { host 'a' }
step('a') {
    onHost('a') { sh "awk '{print $5}' x" }
}
