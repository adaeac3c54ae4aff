package dev.runbook.dsl.words.host.transfer

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.core.VerifyWords
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.spi.Place
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class ManifestWordsSpec extends Specification {
    @TempDir
    Path dir
    Path a
    Path b
    FakeScope scope

    def setup() {
        scope = new FakeScope(folder: dir, hosts: [old: [transport: 'local'], fresh: [transport: 'local']])
        a = Files.createDirectory(dir.resolve('a'))
        b = Files.createDirectory(dir.resolve('b'))
        [a, b].each { root ->
            fill(root, 'top', '1')
            fill(root, "it's/new\nline", 'two')
            fill(root, "it's/-rf", 'three')
            fill(root, 'users/files/7/ünï日本', '')
            Files.createSymbolicLink(root.resolve('link'), Path.of('top'))
            Files.createDirectory(root.resolve('empty'))
        }
    }

    private static void fill(Path root, String name, String text) {
        def file = root.resolve(name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_000))
    }

    private Place place(String host, Path path) {
        new Place(host, FakeScope.text(path.toString()), null)
    }

    private Map manifest(Map options = [:], String host, Path path) {
        ManifestWords.manifest(scope, options, place(host, path)) as Map
    }

    private List differences(Map options = [:]) {
        ManifestWords.differences(scope, [from: place('old', a), to: place('fresh', b)] + options) as List
    }

    def "two folders with the same files have the same manifest, whatever their times"() {
        given:
        Files.setLastModifiedTime(b.resolve('top'), FileTime.fromMillis(0))

        when:
        def here = manifest('old', a, keep: 'old.txt')
        def there = manifest('fresh', b)
        VerifyWords.verifySame(scope, [:], FakeScope.text('files'), here, there)

        then:
        here == there
        here.files == 4
        here.bytes == 9
        here.links == 1
        here.folders.keySet() as List == ['.', 'empty', "it's", 'users']
        here.folders["it's"].files == 2
        differences() == []
    }

    def "each difference is a text"() {
        given:
        Files.delete(b.resolve("it's/-rf"))
        Files.writeString(b.resolve('top'), '2')
        Files.writeString(b.resolve('users/files/7/ünï日本'), 'longer')
        Files.delete(b.resolve('link'))
        Files.createSymbolicLink(b.resolve('link'), Path.of('elsewhere'))
        Files.writeString(b.resolve('surplus'), 'xx')
        def one = '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b'
        def two = 'd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35'

        expect:
        differences() as Set == ["missing: it's/-rf (5 bytes)", 'differs: link: expected a link to top, found one to elsewhere', 'unexpected: surplus (2 bytes)',
                                 "differs: top: expected SHA-256 $one, found $two".toString(), 'differs: users/files/7/ünï日本: expected 0 bytes, found 6'] as Set
        differences(exclude: ["it's/", 'link', 'top', 'users/', 'surplus']) == []
        manifest('old', a).folders.users != manifest('fresh', b).folders.users
    }

    def "owners, permissions and times count where they are asked for"() {
        given:
        Files.setLastModifiedTime(b.resolve('top'), FileTime.fromMillis(0))
        Files.setPosixFilePermissions(b.resolve("it's/-rf"), PosixFilePermissions.fromString('rwx------'))
        Files.setPosixFilePermissions(a.resolve("it's/-rf"), PosixFilePermissions.fromString('rw-r--r--'))

        expect:
        differences() == []
        differences(attributes: true) == ["differs: it's/-rf: expected permissions 644, found 700", 'differs: top: expected time 2017-07-14T02:40:00Z, found 1970-01-01T00:00:00Z']
    }

    def "what is no folder is an error, a dry run reads nothing"() {
        when:
        manifest('old', a.resolve('none'))

        then:
        def e = thrown(EffectFailed)
        e.message == "expected a folder at old:$a/none, found nothing"

        when:
        scope.dry = true

        then:
        ManifestWords.differences(scope, [from: place('old', a), to: place('fresh', b)]) instanceof Pending
        scope.shown().last() == "fresh: differences old:$a and fresh:$b"
    }
}
