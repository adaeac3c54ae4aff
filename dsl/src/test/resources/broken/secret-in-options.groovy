secret 'token', about: 'x'
targets { host 'a' }
step('a') {
    onHost('a') {
        sh 'x', env: [T: 'Bearer ' + secrets.token]
        def header = "Bearer ${secrets.token}"
        sh "login ${header}"
        sh 'x', stdin: header.trim()
        note "${secrets.token.length()}"
    }
}
