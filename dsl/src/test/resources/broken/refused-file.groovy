step('a') {
    new File('/etc/passwd').text
    File f = null
    def g = '/x' as File
    java.nio.file.Files.readAllBytes(null)
}
