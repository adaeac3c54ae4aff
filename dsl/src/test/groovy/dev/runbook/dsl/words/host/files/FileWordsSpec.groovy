package dev.runbook.dsl.words.host.files

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.HostFrame
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir

class FileWordsSpec extends Specification {
    static final HOSTILE = ['plain', "it's", '-rf', 'two words', 'new\nline', 'end\n', '$(touch pwned)', '"q"', '*', 'ünï日本', '~x', '\\n']

    @TempDir
    Path dir
    FakeScope scope

    def setup() {
        scope = new FakeScope(folder: dir)
    }

    private on(Closure body, Map frame = [:]) {
        scope.on('source', [dir: dir.toString()] + frame, body)
    }

    private File file(String name) {
        dir.resolve(name).toFile()
    }

    private String mode(String name) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)))
    }

    private write(Map options = [:], Object path, Object text) {
        on { FileWords.writeFile(scope, options, FakeScope.text(path), text) }
    }

    private edit(Map options, Object path) {
        on { FileWords.editFile(scope, options, FakeScope.text(path)) }
    }

    def "a file with any name and any text is written, read, found and summed"() {
        expect:
        write(name, text)
        file(name).text == text
        on { FileWords.readFile(scope, [:], FakeScope.text(name)) } == text
        on { FileWords.exists(scope, FakeScope.text(name)) } == true
        on { FileWords.checksum(scope, FakeScope.text(name)) } == Content.of(text.getBytes('UTF-8')).sha256()
        dir.toFile().list() as List == [name]

        where:
        name << HOSTILE
        text << ['', '\n', 'no end', 'end\n', "it's", '\\n$(id)`id`', 'ü', '\0', 'a\r\nb', ' ', '\n\n', '%s']
    }

    def "writing what is there already changes nothing and says so"() {
        given:
        write('x', 'old')

        expect:
        !write('x', 'old')
        dir.toFile().list() as List == ['x']
        write('x', 'old', mode: '0600')
        !write('x', 'old', mode: '0600')
        mode('x') == 'rw-------'
    }

    def "an existing file keeps its mode, and one backup a run"() {
        given:
        file('x').text = 'first'
        Files.setPosixFilePermissions(dir.resolve('x'), PosixFilePermissions.fromString('rwxr-x--x'))

        when:
        write('x', 'second')
        write('x', 'third')

        then:
        mode('x') == 'rwxr-x--x'
        file('x').text == 'third'
        file('x.runbook-20261121-0907-k3f').text == 'first'
        mode('x.runbook-20261121-0907-k3f') == 'rwxr-x--x'
        dir.toFile().list().length == 2
    }

    @IgnoreIf({ System.getProperty('user.name') != 'root' })
    def "an existing file keeps its owner, and owner: gives it another"() {
        given:
        file('x').text = 'first'
        Files.setOwner(dir.resolve('x'), dir.fileSystem.userPrincipalLookupService.lookupPrincipalByName('nobody'))

        expect:
        write('x', 'second')
        Files.getOwner(dir.resolve('x')).name == 'nobody'
        write('x', 'second', owner: 'daemon')
        Files.getOwner(dir.resolve('x')).name == 'daemon'
    }

    def "a link is followed, and stays"() {
        given:
        Files.createDirectory(dir.resolve('real'))
        file('real/x').text = 'old'
        Files.createSymbolicLink(dir.resolve('link'), Path.of('real/x'))

        when:
        write('link', 'new')

        then:
        Files.isSymbolicLink(dir.resolve('link'))
        file('real/x').text == 'new'
        file('real/x.runbook-20261121-0907-k3f').text == 'old'
    }

    def "a secret is written in plain, shown nowhere, and its new file is for its owner alone"() {
        when:
        write('x', FakeScope.text("password=${Secret.of('p', 'geheim')}\n"))

        then:
        file('x').text == 'password=geheim\n'
        mode('x') == 'rw-------'
        scope.shown() == ['source: writeFile x (with a secret)']
        !scope.links.source.lines.any { it.contains('geheim') }
    }

    def "content that arrives short leaves the file as it was"() {
        given:
        file('x').text = 'old'
        scope.links.source.before = { Command c -> c.stdin().skip(3) }

        when:
        write('x', 'new content')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('only 8 of 11 bytes arrived')
        file('x').text == 'old'
        dir.toFile().list() as List == ['x']
    }

    def "writing fails with the reason: #path"() {
        given:
        Files.createDirectory(dir.resolve('folder'))

        when:
        write('folder', 'x')

        then:
        def e = thrown(EffectFailed)
        e.message == "writeFile folder on host 'source': folder is a folder; expected a file"

        when:
        write('not/there', 'x')

        then:
        e = thrown(EffectFailed)
        e.message.contains('the folder not does not exist; make it first')

        when:
        write('x', 'x', mode: 640)

        then:
        noExceptionThrown()
        mode('x') == 'rw-r-----'

        when:
        write('x', 'x', mode: 'rw-')

        then:
        thrown(RunbookException)

        when:
        write('x', 'a ••••')

        then:
        e = thrown(RunbookException)
        e.message.contains('mask')
    }

    def "a missing file cannot be read, and does not exist"() {
        expect:
        on { FileWords.exists(scope, FakeScope.text('nothing')) } == false

        when:
        on { FileWords.readFile(scope, [:], FakeScope.text('nothing')) }

        then:
        def e = thrown(EffectFailed)
        e.message == "readFile nothing on host 'source': there is no file nothing"
    }

    def "readFile gives a secret that is exact"() {
        given:
        file('key').text = 'abc\n'

        when:
        def secret = on { FileWords.readFile(scope, [secret: true], FakeScope.text('key')) }

        then:
        secret instanceof Secret
        secret.reveal() == 'abc\n'
    }

    def "editFile: #find → #put in '#before' gives #after"() {
        given:
        file('x').text = before

        expect:
        edit('x', find: find, put: put, times: times) == (before != after)
        file('x').text == after

        where:
        before            | find          | put         | times || after
        'a b c'           | 'b'           | 'x'         | 1     || 'a x c'
        'a x c'           | 'b'           | 'x'         | 1     || 'a x c'
        'b b'             | 'b'           | '$1\\'      | 2     || '$1\\ $1\\'
        'b b'             | 'b'           | 'x'         | 1..3  || 'x x'
        'x x'             | 'b'           | 'x'         | 1..3  || 'x x'
        'port 1'          | 'port'        | 'ports'     | 1     || 'ports 1'
        'ports 1'         | 'port'        | 'ports'     | 1     || 'ports 1'
        'max=10'          | ~/max=\d+/    | 'max=500'   | 1     || 'max=500'
        'max=500'         | ~/max=\d+/    | 'max=500'   | 1     || 'max=500'
        'a\nchown b\n'    | ~/(?m)^(chown.*)$/ | '# $1' | 1     || 'a\n# chown b\n'
        'a\n# chown b\n'  | ~/(?m)^(chown.*)$/ | '# $1' | 1     || 'a\n# chown b\n'
        'a b c'           | ' b'          | ''          | 1     || 'a c'
    }

    def "editFile fails where find: is found #found times in '#before', and leaves the file"() {
        given:
        file('x').text = before

        when:
        edit('x', find: find, put: put)

        then:
        def e = thrown(EffectFailed)
        e.message.contains("expected find: 1 time, found it $found times")
        file('x').text == before
        dir.toFile().list() as List == ['x']

        where:
        before | find  | put || found
        'a'    | 'b'   | 'x' || 0
        'b b'  | 'b'   | 'x' || 2
        'b x'  | 'b b' | ''  || 0
        'xx'   | 'b'   | 'x' || 0
    }

    def "editFile is shown with what it replaces, secrets masked"() {
        given:
        file('x').text = 'pw=1'

        when:
        edit('x', find: 'pw=1', put: FakeScope.text("pw=${Secret.of('p', 'geheim')}"))

        then:
        file('x').text == 'pw=geheim'
        scope.shown() == ['source: editFile x: pw=1 → pw=••••']
    }

    def "a dry run shows and touches nothing"() {
        given:
        scope.dry = true

        when:
        write('x', new Pending('value of y'))
        write(FakeScope.text("${new Pending('where')}/x"), 'abc', mode: '0640', owner: 'chat')
        on { FileWords.readFile(scope, [:], FakeScope.text("it's")) }

        then:
        scope.shown() == ['source: writeFile x (‹value of y›)', 'source: writeFile ‹where›/x (3 bytes), mode 0640, owner chat', "source: readFile 'it'\\''s'"]
        scope.effects*.pending() == [true, true, false]
        dir.toFile().list().length == 0
    }
}
