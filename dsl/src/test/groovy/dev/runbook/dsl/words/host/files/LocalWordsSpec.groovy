package dev.runbook.dsl.words.host.files

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LocalWordsSpec extends Specification {
    @TempDir
    Path dir
    Path there
    FakeScope scope

    def setup() {
        scope = new FakeScope(folder: Files.createDirectory(dir.resolve('book')))
        there = Files.createDirectory(dir.resolve('there'))
    }

    private on(Closure body) {
        scope.on('source', [dir: there.toString()], body)
    }

    def "a file beside the runbook comes to the host and back, byte for byte"() {
        given:
        byte[] bytes = new byte[300_000]
        new Random(1).nextBytes(bytes)
        Files.write(dir.resolve("book/it's"), bytes)

        expect:
        on { LocalWords.upload(scope, [mode: '0755'], FakeScope.text("it's"), FakeScope.text("$there/")) }
        !on { LocalWords.upload(scope, [mode: '0755'], FakeScope.text("it's"), FakeScope.text("$there/")) }
        Files.readAllBytes(there.resolve("it's")) == bytes
        Files.isExecutable(there.resolve("it's"))
        on { LocalWords.download(scope, FakeScope.text("it's"), FakeScope.text('new/folder/back')) } == dir.resolve('book/new/folder/back').toString()
        Files.readAllBytes(dir.resolve('book/new/folder/back')) == bytes
        dir.resolve('book/new/folder').toFile().list() as List == ['back']
        scope.shown() == ["source: upload it's → $there/, mode 0755".toString()] * 2 + ["source: download 'it'\\''s' → new/folder/back"]
    }

    def "a missing local file is an error that says where it was looked for"() {
        when:
        on { LocalWords.upload(scope, [:], FakeScope.text('nothing'), FakeScope.text('x')) }

        then:
        def e = thrown(RunbookException)
        e.message.contains(dir.resolve('book/nothing').toString())
    }

    def "a template is filled, secret where a value is, pending where a value is"() {
        given:
        Files.writeString(dir.resolve('book/t'), 'user ${user} of ${home}, $${literal} $5 ${}\n')

        expect:
        LocalWords.template(scope, FakeScope.text('t'), [user: 'me', home: 1]) == 'user me of 1, ${literal} $5 ${}\n'
        LocalWords.template(scope, FakeScope.text('t'), [user: Secret.of('s', 'hush'), home: 1]).reveal() == 'user hush of 1, ${literal} $5 ${}\n'
        LocalWords.template(scope, FakeScope.text('t'), [user: new Pending('x'), home: 1]) instanceof Pending
    }

    def "a template without a value, or with one too many, is an error"() {
        given:
        Files.writeString(dir.resolve('book/t'), 'a\nuser ${user}')

        when:
        LocalWords.template(scope, FakeScope.text('t'), values)

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        where:
        values             || says
        [usr: 1]           || "line 2: \${user} has no value; did you mean 'usr'?"
        [user: 1, more: 2] || 'no placeholder for [more]'
        [user: '••••']     || 'mask'
    }
}
