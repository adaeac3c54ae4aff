targets {
    host 'a'
    database 'd'
}
param 'file', about: 'x'
param 'files', type: List, default: []
step('a') {
    onHost('a') {
        sh "rm -- '${params.file}'"
        sh "rm -- \"${params.file}\""
        sh "rm -- x${params.files}"
        sh "rm -- ${params.files} # the '${params.file}'"
        probe """cat <<END
${params.file}
END"""
    }
    sql('d').rows("select * from users where name = '${params.file}'")
    sql('d').rows("select * from users -- who's ${params.file}")
    sql('d').rows("select * from \"${params.file}\"")
}
