package dev.runbook.dsl.words.host.files

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DataWordsSpec extends Specification {
    @TempDir
    Path dir
    FakeScope scope = new FakeScope()

    private on(Closure body) {
        scope.on('source', [dir: dir.toString()], body)
    }

    private File file(String name = 'f') {
        dir.resolve(name).toFile()
    }

    private edit(String form, Closure change) {
        on { DataWords."edit$form"(scope, FakeScope.text('f'), FakeScope.block { change.delegate = it; change(it) }) }
    }

    def "JSON is read as data, its texts as secrets where asked"() {
        given:
        file().text = '{"a": {"b": [1, 2.50, true, null, "x"]}}'

        expect:
        on { DataWords.readJson(scope, [:], FakeScope.text('f')) } == [a: [b: [1, 2.50, true, null, 'x']]]
        with(on { DataWords.readJson(scope, [secret: true], FakeScope.text('f')) }.a.b) {
            it[0] == 1
            it[4] instanceof Secret
            it[4].reveal() == 'x'
        }
    }

    def "editing JSON keeps order, indentation and digits, and writes secrets in plain"() {
        given:
        file().text = '{\n    "z": 1.10,\n    "a": [],\n    "b": {"c": "d"}\n}\n'

        expect:
        edit('Json') { it.b.c = Secret.of('s', 'hush'); it.n = "${1 + 1}"; it.u = "to://${Secret.of('s', 'hush')}@${'here'}" }
        file().text == '{\n    "z": 1.10,\n    "a": [],\n    "b": {\n        "c": "hush"\n    },\n    "n": "2",\n    "u": "to://hush@here"\n}\n'
        !edit('Json') { it.b.c = 'hush' }
    }

    def "editing YAML keeps the comments, order and styles of what was not touched"() {
        given:
        file().text = '''\
            # the top
            name: "quoted"   # why
            list:
            - a
            # before b
            - b
            port: 8080
            nested: {x: 1, y: 2}
            '''.stripIndent()

        expect:
        edit('Yaml') { it.list << 'c'; it.port = 9090; it.nested.remove('x'); it.extra = [k: ['v', 1]] }
        file().text == '''\
            # the top
            name: "quoted" # why
            list:
            - a
            - # before b
              b
            - c
            port: 9090
            nested: {y: 2}
            extra:
              k:
              - v
              - 1
            '''.stripIndent()
        on { DataWords.readYaml(scope, [:], FakeScope.text('f')) } == [name: 'quoted', list: ['a', 'b', 'c'], port: 9090, nested: [y: 2], extra: [k: ['v', 1]]]
        !edit('Yaml') { it.port = 9090 }
    }

    def "an edit does not spread through anchors, and is refused where it would"() {
        given:
        file().text = 'a: &x {k: 1}\nb: *x\n'

        when:
        edit('Yaml') { it.a = [k: 2]; it.b = [k: 1] }

        then:
        on { DataWords.readYaml(scope, [:], FakeScope.text('f')) } == [a: [k: 2], b: [k: 1]]

        when:
        file().text = 'a: &x {k: 1}\nb: {<<: *x, z: 1}\n'
        edit('Yaml') { it.b.k = 5 }

        then:
        def e = thrown(EffectFailed)
        e.message.contains('anchors')
    }

    def "what is not #form is an error with its line, and the file's text is not in it"() {
        given:
        file().text = text

        when:
        on { DataWords."read$form"(scope, [:], FakeScope.text('f')) }

        then:
        def e = thrown(EffectFailed)
        e.message.contains("f, line 2")
        !e.message.contains('hush')

        where:
        form   | text
        'Json' | '{"password": "hush",\n x}'
        'Yaml' | 'password: hush\n  x: [\n'
    }
}
