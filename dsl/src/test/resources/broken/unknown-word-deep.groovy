targets { host 'a' }
step('a') {
    onHost('a') {
        [1, 2].each { n ->
            if (n > 1) {
                verify('deep') { prob('uptime').status == 0 }
            }
        }
    }
}
