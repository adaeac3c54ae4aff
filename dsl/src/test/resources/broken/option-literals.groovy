targets {
    host     'a', 'b'
    database 'd'
}
notBefore('tomorrow')
step('x', tags: 5) {
    onHost('a') {
        sh 'x', ok: '0'
        sh 'y', ok: ['0', 1]
        job('z', zone: 'Mars/Base', timestamps: 'yyyy/bb', progress: ~/no groups/)
    }
}
manual('decide', need: 0, by: 'soon', choices: ['go', 'no-go']) { todo 'Decide' }
parallel(max: 0) { step('y') { note 'y' } }
