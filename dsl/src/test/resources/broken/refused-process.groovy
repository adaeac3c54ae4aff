step('a') {
    'ls'.execute()
    def cmd = "ls ${1}"
    cmd.execute().text
    ['ls', '-l'].execute()
    Runtime.getRuntime().exec('ls')
    new ProcessBuilder('ls').start()
}
