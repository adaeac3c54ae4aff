package dev.runbook.lab

import dev.runbook.testing.Marked
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** The last word of a whole build: what all specifications have written and printed is searched for the secrets used in them. */
class NothingLeakedSpec extends Specification {
    def 'no marked secret is in any report of the build'() {
        given:
        def root = Path.of('').toAbsolutePath()
        while (!Files.exists(root.resolve('runbook'))) {
            root = root.parent
        }
        def reports = ['engine', 'dsl', 'dsl/cli', 'plugins', 'runbooks/lab'].collect { root.resolve(it) }
            .collectMany { folder -> folder.endsWith('plugins') ? folder.toFile().listFiles()*.toPath() : [folder] }
            .collect { it.resolve('target') }.findAll { Files.isDirectory(it) }

        expect: 'apart from the classes, whose sources are public'
        reports.collectMany { Marked.in(it) }.findAll { !(it.toString() =~ /classes|\.jar$|\.lst$/) } == []
    }
}
