targets {
    host     'a', 'b'
    database 'd'
}
secret 'key'
step('x') {
    onHost('a', env: [PASSWROD: secrets.key, PGUSER: 'chat']) { sh 'true' }
    onHost('a') {
        sh 'export-chat "$PASSPHRASE"', env: [PASSPHRASE: secrets.key]
        sh 'export-chat "$PASSPHRASE"', env: [PASPHRASE: secrets.key]
    }
}
