targets {
    host 'a'
    database 'd'
}
param 'file', about: 'x'
step('a') {
    onHost('a') {
        sh 'rm ' + params.file
        def command = 'rm ' + params.file
        sh command
        String quoted = "rm ${params.file}"
        sh quoted
        sh params.file
        sh "rm ${params.file}".toString()
    }
    sql('d').value('select ' + params.file)
    sql('d').value("select ${params.file}".stripIndent())
    sql('d').rows(3)
}
def count(String query) { sql('d').value(query) }
