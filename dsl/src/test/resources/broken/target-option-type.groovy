targets {
    host 'a', optional: 'yes'
    database 'd', access: 'raed'
}
step('x') { onHost('a') { sh 'true' } }
