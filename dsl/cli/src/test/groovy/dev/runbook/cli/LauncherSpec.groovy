package dev.runbook.cli

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import spock.lang.Specification
import spock.lang.TempDir

/** The launcher with a Java and a Maven that only say how they were called. */
class LauncherSpec extends Specification {
    static final LAUNCHER = Path.of('../../runbook').toAbsolutePath().normalize()

    @TempDir
    Path folder
    Path checkout
    Path bin

    def setup() {
        checkout = Files.createDirectories(folder.resolve('my checkout'))
        bin = Files.createDirectories(folder.resolve('bin'))
        Files.copy(LAUNCHER, checkout.resolve('runbook'))
        ['engine/src/main/java/A.java', 'dsl/src/main/java/B.java', 'plugins/x/pom.xml', 'pom.xml', 'dsl/cli/pom.xml'].each { write(checkout.resolve(it), it) }
        jdk('17.0.1')
        script('mvn', '''
            echo "[INFO] Building runbook engine 0.1 [1/2]"
            for a; do case $a in -Dlauncher.jar=*) jar=${a#*=};; esac; done
            here=$(dirname "$0"); echo built >> "$here/builds"
            [ ! -e "$here/broken" ] || { echo "[ERROR] it is broken"; exit 1; }
            mkdir -p "$(dirname "$jar")"; echo x > "$jar"''')
    }

    void write(Path file, String text) {
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    void script(String name, String body, Path where = bin) {
        write(where.resolve(name), '#!/bin/sh\n' + body.stripIndent() + '\n')
        where.resolve(name).toFile().setExecutable(true)
    }

    void jdk(String version) {
        script('java', 'printf "%s\\n" "$@"; exit 7', folder.resolve('jdk/bin'))
        script('javac', '', folder.resolve('jdk/bin'))
        write(folder.resolve('jdk/release'), "JAVA_VERSION=\"$version\"\n")
    }

    Map start(Path program = checkout.resolve('runbook'), List<String> arguments = ['plan', "it's mine"]) {
        def builder = new ProcessBuilder([program.toString()] + arguments).directory(folder.toFile())
        builder.environment().putAll([PATH: "$bin:/usr/bin:/bin".toString(), JAVA_HOME: folder.resolve('jdk').toString()])
        builder.environment().remove('RUNBOOK_JAVA_OPTS')
        def process = builder.start()
        process.outputStream.close()
        def err = new StringBuilder()
        def out = new StringBuilder()
        process.waitForProcessOutput(out, err)
        [status: process.exitValue(), out: out.toString().readLines(), err: err.toString()]
    }

    int builds() {
        Files.exists(bin.resolve('builds')) ? Files.readAllLines(bin.resolve('builds')).size() : 0
    }

    def 'the first start builds, the second does not, and the arguments arrive whole'() {
        when:
        def first = start()
        def second = start()

        then:
        first.status == 7 && second.status == 7
        first.err.contains('runbook engine')
        second.err == ''
        builds() == 1
        second.out[-2..-1] == ['plan', "it's mine"]
        second.out.contains("-Drunbook.home=$checkout".toString())
        !second.out.contains('--enable-native-access=ALL-UNNAMED')
    }

    def 'it builds again when a source changes, appears or goes, and not for anything else: #what'() {
        given:
        start()

        when:
        content == null ? Files.delete(checkout.resolve(file)) : write(checkout.resolve(file), content)
        checkout.resolve(file).toFile().setLastModified(0)
        start()

        then:
        builds() == expected

        where:
        what           | file                               | content   || expected
        'changed'      | 'engine/src/main/java/A.java'      | 'new'     || 2
        'appeared'     | 'plugins/x/src/main/java/C.java'   | ''        || 2
        'gone'         | 'dsl/src/main/java/B.java'         | null      || 2
        'touched'      | 'pom.xml'                          | 'pom.xml' || 1
        'a test'       | 'engine/src/test/groovy/A.groovy'  | 'x'       || 1
        'a built file' | 'engine/target/src/main/x'         | 'x'       || 1
    }

    def 'it starts through symlinks'() {
        given:
        def link = Files.createSymbolicLink(bin.resolve('rb'), Path.of('../my checkout/runbook'))
        def second = Files.createSymbolicLink(folder.resolve('rb2'), link)

        expect:
        start(second).out.contains("-Drunbook.home=$checkout".toString())
    }

    def 'a newer Java gets the option that it wants'() {
        when:
        jdk('25.0.3')

        then:
        start().out.contains('--enable-native-access=ALL-UNNAMED')
    }

    def 'two starts at once build once'() {
        when:
        def results = (1..2).collect { CompletableFuture.supplyAsync { start() } }*.get()

        then:
        results*.status == [7, 7]
        builds() == 1
    }

    def 'a lock that a dead process left does not stop anybody'() {
        given:
        write(checkout.resolve('target/runbook.lock/pid'), '2147483646')

        expect:
        start().status == 7
    }

    def 'a build that fails is told with its errors and its log, and tried again'() {
        given:
        write(bin.resolve('broken'), '')

        when:
        def failed = start()

        then:
        failed.status == 2
        failed.err.contains('[ERROR] it is broken')
        failed.err.contains("the build failed; see $checkout/target/runbook/build-lib.log")
        Files.notExists(checkout.resolve('target/runbook.lock'))

        when:
        Files.delete(bin.resolve('broken'))

        then:
        start().status == 7
    }
}
