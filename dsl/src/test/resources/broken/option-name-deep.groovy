targets { host 'a' }
step('a') {
    onHost('a', ass: 'root') {
        probe 'uptime', okk: [0]
    }
}
