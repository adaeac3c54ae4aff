targets { host 'a' }
step('a', guard: true) {
    onHost('a') { sh 'x' }
}
