targets { host 'a' }
param 'x', about: 'x'
step('a') {
    onHost('a') {
        def fixed = params.x == '1' ? 'ls' : 'pwd'
        sh fixed
        sh params.x == '1' ? 'ls' : 'rm ' + params.x
        def later = 'ls'
        if (params.x == '1') { later = 'pwd' }
        sh later
        def listed = ['ls', params.x]
        sh listed
        sh null
    }
}
