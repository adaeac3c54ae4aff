package dev.runbook.dsl.words.host.transfer

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink
import dev.runbook.engine.spi.Place
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.IgnoreIf
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class TransferWordsSpec extends Specification {
    static final RSYNC = System.getenv('PATH').tokenize(':').any { new File(it, 'rsync').canExecute() } || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1' ? [false, true] : [false]
    static final ROUTES = ['one machine', 'engine', 'direct']

    @TempDir
    Path dir
    Path a
    Path b
    FakeScope scope
    Map via = [:]

    def setup() {
        scope = new FakeScope(folder: dir)
        a = Files.createDirectory(dir.resolve('a'))
        b = Files.createDirectory(dir.resolve('b'))
    }

    private void route(String which) {
        if (which == 'one machine') {
            scope.hosts = [source: [transport: 'local'], destination: [transport: 'local']]
        } else {
            scope.hosts = [source: [address: '10.0.0.5'], destination: [address: 'ssh://deploy@10.0.0.6:2222']]
        }
        if (which == 'engine') {
            via = [via: 'engine']
        }
        if (which == 'direct') {
            ssh('if [ "$7" = -l ]; then shift 9; exec sh -c "$*"; fi; shift 5; while [ "$1" != -- ]; do shift; done; exec sh -c "$3"')
        }
    }

    private void ssh(String script) {
        def bin = Files.createDirectory(dir.resolve('bin')).resolve('ssh')
        Files.writeString(bin, "#!/bin/sh\necho \"\$*\" | head -n 1 | cut -c1-95 >>$dir/ssh.log\n$script\n")
        bin.toFile().setExecutable(true)
        scope.links = [source: new LocalLink(env: [PATH: "${bin.parent}:${System.getenv('PATH')}".toString()]), destination: new LocalLink()]
    }

    private place(String host, Object path) {
        new Place(host, FakeScope.text(path.toString()), null)
    }

    private sync(Map options = [:], from, to) {
        TransferWords.sync(scope, [from: place('source', from), to: place('destination', to)] + via + options)
    }

    private copy(Map options = [:], from, to) {
        TransferWords.copy(scope, [from: place('source', from), to: place('destination', to)] + via + options)
    }

    private void fill(Path root, Map<String, String> files) {
        files.each { name, text ->
            def file = root.resolve(name)
            Files.createDirectories(file.parent)
            Files.writeString(file, text)
        }
    }

    private Map<String, String> tree(Path root) {
        Files.walk(root).filter { Files.isRegularFile(it) }.toList().collectEntries { [root.relativize(it).toString(), Files.readString(it)] }
    }

    static final HOSTILE = ['plain', "it's", '-rf', 'two words', 'new\nline', 'end\n', '\nx', '$(touch pwned)', '"q"', '*', 'ünï日本', '~x', 'back\\slash', '@file', 'a:b', 'deep/er/-x', '.hidden', '#x', '%s', '\ttab ']

    def "sync carries hostile names and only the difference (#which, rsync: #rsync)"() {
        given:
        route(which)
        via.rsync = rsync
        fill(a, HOSTILE.collectEntries { [it, "text of $it"] })
        Files.createDirectory(a.resolve('empty'))
        Files.createSymbolicLink(a.resolve('link'), Path.of('plain'))
        Files.setPosixFilePermissions(a.resolve('plain'), PosixFilePermissions.fromString('rwxr-x---'))
        Files.setLastModifiedTime(a.resolve('plain'), FileTime.fromMillis(1_500_000_000_000))

        expect:
        sync("$a/", "$b/new") == [files: HOSTILE.size() + 1, bytes: HOSTILE.sum { "text of $it".getBytes('UTF-8').length }]
        tree(b.resolve('new')) == tree(a)
        Files.isDirectory(b.resolve('new/empty'))
        Files.readSymbolicLink(b.resolve('new/link')).toString() == 'plain'
        PosixFilePermissions.toString(Files.getPosixFilePermissions(b.resolve('new/plain'))) == 'rwxr-x---'
        Files.getLastModifiedTime(b.resolve('new/plain')).toMillis() == 1_500_000_000_000

        and: 'again: nothing'
        sync("$a/", "$b/new") == [files: 0, bytes: 0]

        when:
        Files.writeString(a.resolve('two words'), 'changed!')
        Files.writeString(b.resolve('new/surplus'), 'x')

        then:
        sync("$a/", "$b/new") == [files: 1, bytes: 8]
        Files.exists(b.resolve('new/surplus'))
        sync("$a/", "$b/new", delete: true) == [files: 0, bytes: 0, deleted: 1]
        tree(b.resolve('new')) == tree(a)
        rsync || !dir.resolve('ssh.log').toFile().with { it.exists() && it.text.contains(' -l ') }
        !(rsync && which == 'direct') || dir.resolve('ssh.log').toFile().text.contains(' -l ')

        where:
        [which, rsync] << [ROUTES, RSYNC].combinations()
    }

    @Requires({ TransferWordsSpec.RSYNC.last() })
    def "rsync keeps hard links, tells how far it is, and limits the rate"() {
        given:
        route('one machine')
        fill(a, [x: 'one', 'y/z': 'two'])
        Files.createLink(a.resolve('y/hard'), a.resolve('x'))
        Files.write(a.resolve('long'), new byte[600_000])
        long begun = System.nanoTime()

        expect:
        sync("$a/", b, limit: '400kB/s').files == 4
        System.nanoTime() - begun > 500_000_000
        Files.isSameFile(b.resolve('x'), b.resolve('y/hard'))
        scope.progress.last()[0] > 90
    }

    @Requires({ TransferWordsSpec.RSYNC.last() })
    def "a file that rsync could not carry fails the step by name"() {
        given:
        scope.hosts = [source: [transport: 'local'], destination: [transport: 'local']]
        fill(a, [x: '1'])
        def fake = Files.createDirectory(dir.resolve('bin')).resolve('rsync')
        Files.writeString(fake, '#!/bin/sh\ncase $1 in --version) echo "rsync  version 3.9";; *) echo "rsync: [sender] send_files failed to open x: Permission denied (13)" >&2; exit 23;; esac\n')
        fake.toFile().setExecutable(true)
        scope.links = [source: new LocalLink(env: [PATH: "${fake.parent}:${System.getenv('PATH')}".toString()]), destination: new LocalLink()]

        when:
        sync("$a/", b)

        then:
        def e = thrown(EffectFailed)
        e.message.contains("'x'")
    }

    def "names in any encoding survive"() {
        given:
        route('engine')
        ['sh', '-c', 'cd "$0" && printf x > "$(printf "lat\\351in")"', a.toString()].execute().waitFor()

        expect:
        sync("$a/", b) == [files: 1, bytes: 1]
        ['sh', '-c', 'cd "$0" && cat "$(printf "lat\\351in")"', b.toString()].execute().text == 'x'
    }

    def "without a trailing slash the folder itself arrives"() {
        given:
        route('one machine')
        fill(a, [x: '1'])

        expect:
        sync(a, b)
        tree(b) == ['a/x': '1']
    }

    def "what is excluded is neither carried nor deleted"() {
        given:
        route('one machine')
        fill(a, ['keep/x': '1', 'cache/y': '2', 'sub/cache/z': '3', 'a.tmp': '4', 'sub/b.tmp': '5', 'top/only': '6', 'sub/top/only': '7'])
        fill(b, ['cache/old': 'o', 'gone': 'g'])

        expect:
        sync("$a/", b, exclude: ['cache/', '*.tmp', '/top'], delete: true)
        tree(b) == ['keep/x': '1', 'sub/top/only': '7', 'cache/old': 'o']
    }

    def "delete never empties a destination from an empty source"() {
        given:
        route('one machine')
        fill(b, [x: '1'])

        when:
        sync("$a/", b, delete: true)

        then:
        def e = thrown(EffectFailed)
        e.message.contains('Is the source mounted?')
        tree(b) == [x: '1']
    }

    def "a file where a folder is, is told before anything is carried"() {
        given:
        route('one machine')
        fill(a, [x: '1', y: '2'])
        fill(b, ['x/z': '3'])

        when:
        sync("$a/", b)

        then:
        def e = thrown(EffectFailed)
        e.message.contains("'x'")
        tree(b) == ['x/z': '3']
    }

    @IgnoreIf({ System.getProperty('user.name') != 'root' })
    def "owner: is given to what is carried"() {
        given:
        route('engine')
        fill(a, ['s/x': '1'])

        when:
        sync("$a/", b, owner: 'daemon')
        copy("$a/s/x", "$b/y", owner: 'daemon')

        then:
        ['s', 's/x', 'y'].every { Files.getOwner(b.resolve(it)).name == 'daemon' }
    }

    def "copy brings a file to its place, whole, and not twice (#which)"() {
        given:
        route(which)
        byte[] bytes = new byte[3_000_000]
        new Random(7).nextBytes(bytes)
        Files.write(a.resolve("it's \n x"), bytes)

        expect:
        copy("$a/it's \n x", "$b/") == [files: 1, bytes: 3_000_000]
        Arrays.equals(Files.readAllBytes(b.resolve("it's \n x")), bytes)
        copy("$a/it's \n x", b) == [files: 0, bytes: 0]
        copy("$a/it's \n x", "$b/other name") == [files: 1, bytes: 3_000_000]
        b.toFile().list() as Set == ["it's \n x", 'other name'] as Set

        where:
        which << ROUTES
    }

    def "copy of a folder compares its files byte for byte"() {
        given:
        route('engine')
        fill(a, ['s/x': 'one', 's/y': 'two'])
        fill(b, [x: 'ONE', y: 'two'])
        ['x', 'y'].each { Files.setLastModifiedTime(b.resolve(it), Files.getLastModifiedTime(a.resolve("s/$it"))) }

        expect:
        copy("$a/s/", b) == [files: 1, bytes: 3]
        tree(b) == [x: 'one', y: 'two']
    }

    def "limit: holds the bytes back (#which)"() {
        given:
        route(which)
        Files.write(a.resolve('x'), new byte[400_000])
        long begun = System.nanoTime()

        expect:
        copy("$a/x", "$b/x", limit: '300kB/s') == [files: 1, bytes: 400_000]
        System.nanoTime() - begun > 900_000_000

        where:
        which << ['engine', 'one machine']
    }

    def "where the source cannot reach the destination nothing is moved, and the message says what was tried"() {
        given:
        route('direct')
        Files.delete(dir.resolve('bin/ssh'))
        Files.delete(dir.resolve('bin'))
        ssh('echo "Host key verification failed." >&2; exit 255')
        fill(a, [x: '1'])

        when:
        sync("$a/", b)

        then:
        def e = thrown(EffectFailed)
        e.message.contains("ssh -o BatchMode=yes -o ConnectTimeout=10 -p 2222 -- '${scope.links.destination.user}@10.0.0.6'")
        e.message.contains('Host key verification failed.')
        e.message.contains("via: 'engine'")
        b.toFile().list().length == 0
    }

    def "a source that is not there is an error"() {
        given:
        route('one machine')

        when:
        copy("$a/none", b)

        then:
        def e = thrown(EffectFailed)
        e.message == "copy: there is nothing at source:$a/none"
    }

    def "a dry run shows both places and connects to nothing"() {
        given:
        scope.dry = true

        expect:
        sync("$a/", "/b", delete: true, via: 'engine') instanceof Pending
        scope.shown() == ["destination: sync source:$a/ → destination:/b, delete via engine".toString()]
    }

    def "a bad option is an error: #options"() {
        when:
        TransferWords.sync(scope, [from: place('source', '/x'), to: place('destination', '/y')] + options)

        then:
        thrown(RunbookException)

        where:
        options << [[from: '/x'], [to: null], [limit: 'slow'], [limit: '1B/s'], [via: 'laptop'], [owner: '-R'], [delete: 'yes']]
    }
}
