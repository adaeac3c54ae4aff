targets {
    host 'a'
    database 'd'
}
step('a', doneWhen: { sql('d').update('x') == 1 }) {
    onHost('a') { verify('x') { sh('true').status == 0 } }
    waitFor('y', timeout: '1m') { changed() }
    verify('login') { http.post('https://x/', reads: true).status == 200 }
    verify('post') { http.post('https://x/').status == 200 }
}
def changed() { sql('d').update('x') == 1 }
