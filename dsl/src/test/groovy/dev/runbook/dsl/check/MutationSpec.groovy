package dev.runbook.dsl.check

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class MutationSpec extends Specification {
    @TempDir
    Path folder

    def "x"() {
        when:
        def checker = new Checker(TestLanguage.registry())
        def script = Files.readString(Path.of('../runbooks/hipchat-to-datacenter/runbook.groovy'))
        def all = Mutations.of(script)
        def step = Integer.getInteger('every', 1)
        def start = System.nanoTime()
        def file = folder.resolve('runbook.groovy')
        int n = 0
        def missed = new ArrayList()
        for (int i = 0; i < all.size(); i += step) {
            def m = all[i]; n++
            Files.writeString(file, m.applied(script))
            if (checker.check(file).isEmpty()) missed << m
        }
        println "all ${all.size()} tried $n missed ${missed.size()} in ${(System.nanoTime() - start) / 1000000L} ms"
        def lines = script.readLines()
        new File('/tmp/apv/missed.txt').text = missed.collect { "${it.line(script)}: ${it.from} -> ${it.to}   | ${lines[it.line(script) - 1].trim()}" }.join('\n')
        then:
        true
    }
}
