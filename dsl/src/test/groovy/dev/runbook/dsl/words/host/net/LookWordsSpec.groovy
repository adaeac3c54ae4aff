package dev.runbook.dsl.words.host.net

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.host.Output
import dev.runbook.engine.spi.Place
import dev.runbook.dsl.words.host.ValueWords
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Raw
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LookWordsSpec extends Specification {
    @TempDir
    Path dir
    FakeScope scope = new FakeScope()

    private version(Object text) {
        LookWords.version(scope, text)
    }

    def "versions are found in text and compared number by number"() {
        expect:
        version('2.10') > version('2.9')
        version('3.1') == version('3.1.0')
        version('3.1').hashCode() == version('3.1.0').hashCode()
        version(new Output('pg_dump (PostgreSQL) 15.3 (Debian 15.3-1)\n', '', 0)) == version('15.3')
        version('postgres (PostgreSQL) 16') < version('v16.0.1')
        version('9.6') < version(15)
        version('2.10') > '2.9'
        version('2.29').toString() == '2.29'
        version(new Pending('x')) instanceof Pending

        when:
        version('none')

        then:
        thrown(EffectFailed)
    }

    def "space is in bytes, and what is used is counted when it is asked for"() {
        given:
        Files.write(dir.resolve('x'), new byte[100_000])

        when:
        def space = scope.on('source') { LookWords.space(scope, FakeScope.text(dir.toString())) }

        then:
        space.free > 0 && space.size >= space.free
        scope.shown() == ["source: space df -Pk $dir".toString()]
        space.toString().contains('free') && !space.containsKey('used')
        scope.effects.size() == 1
        (100_000..200_000).contains(space.used as int)
        scope.shown()[1..-1] == ["source: space du -sk $dir".toString()]
        space.used == space['used']
        scope.effects.size() == 2
    }

    def "a port is reachable or not, from here and from a host"() {
        given:
        def server = new ServerSocket(0, 1, InetAddress.loopbackAddress)
        int open = server.localPort
        def closed = new ServerSocket(0).withCloseable { it.localPort }

        expect:
        LookWords.tcp(scope, [:], FakeScope.text('127.0.0.1'), open) == true
        LookWords.tcp(scope, [:], FakeScope.text('127.0.0.1'), closed) == false
        scope.on('source') { LookWords.tcp(scope, [:], FakeScope.text('127.0.0.1'), open) } == true
        scope.on('source') { LookWords.tcp(scope, [:], FakeScope.text('127.0.0.1'), closed) } == false
        LookWords.tcp(scope, [:], FakeScope.text('no such name'), open) == false
        scope.shown()[0, 2] == ["null: tcp 127.0.0.1:$open".toString(), "source: tcp 127.0.0.1:$open".toString()]

        cleanup:
        server.close()
    }

    def "records come from the name servers that are asked"() {
        given:
        def server = new NameServer(['chat.example.org': ['10.0.0.7', '10.0.0.6']])

        expect:
        LookWords.dns(scope, [from: "127.0.0.1:$server.port".toString(), types: ['A', 'TXT']], FakeScope.text('chat.example.org')) == [A: ['10.0.0.6', '10.0.0.7'], TXT: []]

        when:
        LookWords.dns(scope, [from: ["127.0.0.1:$server.port".toString()]], FakeScope.text('other.example.org'))

        then:
        def e = thrown(EffectFailed)
        e.message.contains('the name does not exist')

        cleanup:
        server.close()
    }

    def "marks: words, raw, place"() {
        expect:
        ValueWords.words(scope, []).items() == []
        ValueWords.raw(scope, 'a | b') == new Raw('a | b')
        ValueWords.place(scope, [as: 'root'], 'source', FakeScope.text('/x')) == new Place('source', FakeScope.text('/x'), 'root')

        when:
        call(scope)

        then:
        thrown(RunbookException)

        where:
        call << [{ ValueWords.words(it, 'x') }, { ValueWords.words(it, null) }, { ValueWords.raw(it, Secret.of('s', 'x')) }, { ValueWords.raw(it, null) }, { ValueWords.place(it, [:], 'nowhere', FakeScope.text('/x')) }]
    }

    def "what was remembered first stays, and no secret is remembered"() {
        expect:
        ValueWords.remember(scope, 'ttl', 300) == 300
        ValueWords.remember(scope, 'ttl', 60) == 300
        ValueWords.remember(scope, 'text', FakeScope.text("a ${1}")) == 'a 1'
        ValueWords.remember(scope, 'later', new Pending('x')) instanceof Pending
        scope.memory == [ttl: 300, text: 'a 1']

        when:
        ValueWords.remember(scope, 'password', Secret.of('s', 'x'))

        then:
        thrown(RunbookException)
    }
}
