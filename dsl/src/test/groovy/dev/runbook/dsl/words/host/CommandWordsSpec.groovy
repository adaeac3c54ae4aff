package dev.runbook.dsl.words.host

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.shell.CommandFailed
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class CommandWordsSpec extends Specification {
    @TempDir
    Path dir
    FakeScope scope = new FakeScope()

    private Object sh(Map given = [:], Object command) {
        def options = given.findAll { it.key != "frame" }
        scope.on('source', given.frame ?: [:]) { CommandWords.sh(scope, options, FakeScope.text(command)) }
    }

    private Object probe(Map options = [:], Object command) {
        scope.on('source') { CommandWords.probe(scope, options, FakeScope.text(command)) }
    }

    def "sh gives text, errors, status and lines, and streams them"() {
        when:
        def output = sh('echo one; echo two; echo oops >&2; exit 3', ok: [0, 3])

        then:
        output.text == 'one\ntwo\n'
        output.err == 'oops\n'
        output.status == 3
        output.lines == ['one', 'two']
        output.trim() == 'one\ntwo'
        "$output" == 'one\ntwo\n'
        scope.out as Set == ['one', 'two', 'oops'] as Set
        scope.shown() == ['source: sh echo one; echo two; echo oops >&2; exit 3']
        scope.effects[0].writes()
    }

    def "a failing status says command, host, status and the last lines of standard error"() {
        when:
        sh("echo ${'geheimnis'} is ${Secret.of('p', 'geheimnis')} >&2; false; echo not reached")

        then:
        def e = thrown(CommandFailed)
        e.message == "'echo geheimnis is •••• >&2; false; echo not reached' on host 'source' ended with status 1, expected 0; the last lines of its standard error:\n  •••• is ••••"
        e.commandStatus() == 1
        scope.out == ['•••• is ••••']
    }

    def "the first failure inside a pipe fails the command"() {
        when:
        sh('false | cat')

        then:
        thrown(CommandFailed)
    }

    def "the environment is that of the inventory, then of onHost, then of the word"() {
        given:
        scope.hosts.source = [env: [A: 'inventory', B: 'inventory', C: 'inventory']]

        expect:
        sh('echo $A $B $C', frame: [env: [B: 'host', C: 'host']], env: [C: Secret.of('c', 'word')]).trim() == 'inventory host word'
        scope.out == ['inventory host ••••']
    }

    def "commands start in the folder of onHost, relative to that of the inventory"() {
        given:
        Files.createDirectories(dir.resolve("it's/in ner"))
        scope.hosts.source = [dir: dir.resolve("it's").toString()]

        expect:
        sh('pwd', frame: [dir: 'in ner']).trim() == dir.resolve("it's/in ner").toRealPath().toString()
        sh('pwd').trim() == dir.resolve("it's").toRealPath().toString()
        sh('pwd', frame: [dir: '/']).trim() == '/'
    }

    def "a missing folder is an error that names it, whatever statuses are fine"() {
        when:
        sh('true', frame: [dir: '/not/there'], ok: 0..255)

        then:
        def e = thrown(EffectFailed)
        e.message.contains('/not/there does not exist on host \'source\'')
    }

    def "standard input is what the author passes, or empty"() {
        expect:
        sh('cat', stdin: 'a\nb').text == 'a\nb'
        sh('cat', stdin: Secret.of('s', 'hush')).text == 'hush'
        sh('cat').text == ''
        sh("cat; printf %s ${Secret.of('s', 'hush')}", stdin: FakeScope.text("x${1}")).text == 'x1hush'
    }

    def "with secret: true the output is a secret, and nothing is shown"() {
        when:
        def secret = probe('echo hunter2', secret: true)

        then:
        secret instanceof Secret
        secret.reveal() == 'hunter2'
        scope.out == []

        when:
        probe('echo hunter2; echo hunter2 is wrong >&2; exit 1', secret: true)

        then:
        def e = thrown(CommandFailed)
        e.err() == '•••• is wrong\n'
    }

    def "output over 16 MiB is an error that says so"() {
        when:
        probe('head -c 17000000 /dev/zero')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('17000000 bytes')
    }

    def "a dry run shows and performs nothing"() {
        given:
        scope.dry = true

        when:
        def value = sh("touch ${dir}/x ${new Pending('value of y')} ${Secret.of('s', 'hush')}")

        then:
        value instanceof Pending
        scope.shown() == ["source: sh touch ${dir}/x ‹value of y› ••••".toString()]
        scope.effects[0].pending()
        !Files.exists(dir.resolve('x'))
    }

    def "a word that writes refuses masked text"() {
        when:
        sh(options, command)

        then:
        def e = thrown(RunbookException)
        e.message.contains('mask')

        where:
        command           | options
        "echo ${'a••••'}" | [:]
        'echo ••••'       | [:]
        'cat'             | [stdin: '••••']
        'cat'             | [env: [A: '••••']]
    }

    def "outside of onHost it is an error"() {
        when:
        CommandWords.sh(scope, [:], Text.of('true'))

        then:
        def e = thrown(RunbookException)
        e.message.contains("onHost('…')")
    }

    def "a host with access read is not written to, and may be read"() {
        given:
        scope.access.source = 'read'

        when:
        probe('true')
        sh('true')

        then:
        def e = thrown(RunbookException)
        e.message.contains("access: 'read'")
    }

    def "onHosts runs on each host of the group and gives the values in order"() {
        given:
        scope.groups = [nodes: ['source', 'destination']]

        expect:
        HostWords.onHosts(scope, [max: 2], 'nodes', FakeScope.block { name -> "$name ${CommandWords.probe(scope, [:], Text.of('echo ok')).trim()}".toString() }) == ['source ok', 'destination ok']
    }

    def "onHost gives the last expression of its block"() {
        expect:
        HostWords.onHost(scope, [as: scope.links.source.user], 'source', FakeScope.block { -> scope.host().host() }) == 'source'
    }

    def "a bad option is an error that says what was expected"() {
        when:
        sh(options, 'true')

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        where:
        options             || says
        [timeout: 'soon']   || 'sh timeout:'
        [ok: 'yes']         || 'sh ok:'
        [ok: []]            || 'sh ok:'
        [env: ['a-b': 1]]   || "'a-b'"
        [env: [A: null]]    || "'A' is null"
        [env: 'A=b']        || 'sh env:'
        [secret: 'perhaps'] || 'true or false'
        [stdin: [1, 2]]     || 'make a text of it'
    }
}
