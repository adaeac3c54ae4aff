package dev.runbook.dsl.kept

import dev.runbook.dsl.Language
import dev.runbook.dsl.plan.Given
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.PluginWords
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

/** What is remembered between processes is never older than what it was made from. */
class MemorySpec extends Specification {
    static final SCRIPT = "def hello(x) { note x }\nstep('one') { hello 'a' }\nstep('two', when: { params.x == 'y' }) { note params.x }\nparam 'x', default: 'y'\n"

    @TempDir
    Path folder
    def user = System.getProperty('user.name')
    Path cache
    int pluginsAsked = 0

    def setup() {
        cache = folder.resolve('cache')
    }

    /** A process of its own. */
    Language language(String installation = 'this program', Path where = cache) {
        Language.with({ pluginsAsked++; [] as List<PluginWords> }, getClass().classLoader, new Memory(new PrivateFolder(where, user), installation))
    }

    Path script(String text = SCRIPT, String name = 'runbook.groovy') {
        Files.writeString(folder.resolve(name), text)
    }

    List<String> steps(Path file, Language language = language()) {
        language.load(file, given()).plan().nodes()*.name()
    }

    static Given given() {
        [names: { [] as Set }, has: { false }, value: { null }, where: { '' }, secret: { name -> Secret.of(name, 'x') }, environment: { 'none' }, production: { false }] as Given
    }

    Set<String> entries() {
        Files.exists(cache) ? Files.list(cache).withCloseable { it*.fileName*.toString() as Set } : [] as Set
    }

    def 'a script that was found to be sound is not checked again, and no word is read for it'() {
        given:
        def file = script(SCRIPT.readLines()[3] + '\n' + SCRIPT.readLines()[0..2].join('\n'))

        when:
        def first = language().check(file)
        def asked = pluginsAsked
        def second = language().check(file)

        then:
        first == [] && second == []
        asked == 1
        pluginsAsked == 1
    }

    def 'a script with a mistake is checked each time'() {
        given:
        def file = script("step('x') { nosuchword() }")

        expect:
        language().check(file).size() == 1
        language().check(file).size() == 1
        pluginsAsked == 2
    }

    def 'it is checked again when #what changes'() {
        given:
        script("step('inner') { note 'a' }\n", 'inner.groovy')
        def file = script("include 'inner.groovy'\nstep('x') { note 'b' }\n")
        language().check(file)

        when:
        change(this)
        language(installation).check(folder.resolve('runbook.groovy'))

        then:
        pluginsAsked == 2

        where:
        what                             | installation      | change
        'the script'                     | 'this program'    | { it.script("include 'inner.groovy'\nstep('y') { note 'b' }\n") }
        'only white space'               | 'this program'    | { it.script("include 'inner.groovy'\nstep('x') { note 'b'  }\n") }
        'what it includes'               | 'this program'    | { it.script("step('inner') { nosuch 'a' }\n", 'inner.groovy') }
        'the program, a plugin, or Java' | 'another program' | {}
        'the cache itself'               | 'this program'    | { self -> Files.list(self.cache).withCloseable { all -> all.toList().each { Files.write(it, [1, 2, 3] as byte[]) } } }
    }

    def 'what is included and goes away is missed'() {
        given:
        script("step('inner') { note 'a' }\n", 'inner.groovy')
        def file = script("include 'inner.groovy'\n")
        language().check(file)

        when:
        Files.delete(folder.resolve('inner.groovy'))

        then:
        language().check(file)*.message().any { it.contains("there is no file 'inner.groovy'") }
    }

    def 'classes come from the cache, and build the same plan'() {
        given:
        def file = script("param 'x', default: 'y'\ndef names = ['a', 'b']\nnames.each { name -> step(\"do \${name}\", retries: 2) { note name } }\n")

        when:
        def fresh = language().load(file, given())
        def before = entries()
        def kept = language().load(file, given())

        then:
        fresh.plan().nodes()*.name() == ['do a', 'do b']
        kept.plan().nodes()*.name() == fresh.plan().nodes()*.name()
        kept.plan().nodes()*.fingerprint() == fresh.plan().nodes()*.fingerprint()
        before.size() == 1
        entries() == before
    }

    def 'classes are made anew when #what changes'() {
        given:
        def file = script("step('first') { note 'a' }\n")
        steps(file)
        def before = entries().size()

        when:
        def changed = change(this)
        def found = steps(changed ?: file, language(installation))

        then:
        entries().size() == before + 1
        found == expected

        where:
        what                             | installation      | expected   | change
        'the script'                     | 'this program'    | ['second'] | { it.script("step('second') { note 'a' }\n") }
        'its name'                       | 'this program'    | ['first']  | { it.script("step('first') { note 'a' }\n", 'other.groovy') }
        'the program, a plugin, or Java' | 'another program' | ['first']  | { null }
    }

    def 'a damaged entry is as none: #damage'() {
        given:
        def file = script("step('first') { note 'a' }\n")
        steps(file)
        def entry = cache.resolve(entries().first())
        def bytes = Files.readAllBytes(entry)

        when:
        Files.write(entry, harm(bytes.clone()) as byte[])

        then:
        steps(file) == ['first']
        Arrays.equals(Files.readAllBytes(entry), bytes)

        where:
        damage            | harm
        'empty'           | { [] }
        'short'           | { it[0..20] }
        'cut'             | { it[0..-2] }
        'one bit, early'  | { it[3] = it[3] ^ 1; it }
        'one bit, late'   | { it[-5] = it[-5] ^ 4; it }
        'something else'  | { 'garbage' * 1000 as byte[] }
    }

    def 'an entry of another key under the same name is not taken'() {
        given:
        def shelf = new PrivateFolder(cache, user)
        shelf.put('one', 'content'.bytes)
        Files.move(cache.resolve(entries().first()), cache.resolve(new Leaf('two').name()))

        expect:
        shelf.find('two').empty
    }

    def 'the folder is private, and one that is not is neither read nor written: #mode'() {
        given:
        def shelf = new PrivateFolder(cache, user)
        shelf.put('key', 'content'.bytes)
        assert PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)) == 'rwx------'
        assert new String(shelf.find('key').get()) == 'content'

        when:
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode))
        shelf.put('other', 'x'.bytes)

        then:
        shelf.find('key').empty
        entries().size() == 1

        where:
        mode << ['rwxrwx---', 'rwx----w-', 'rwxrwxrwx']
    }

    def 'a folder of somebody else, a link to one, and a place that cannot be written are as none'() {
        given:
        def real = Files.createDirectory(folder.resolve('real'), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString('rwx------')))
        def link = Files.createSymbolicLink(folder.resolve('link'), real)
        def plain = Files.writeString(folder.resolve('plain'), '')

        expect:
        [new PrivateFolder(real, 'somebody-else'), new PrivateFolder(link, user), new PrivateFolder(plain, user), new PrivateFolder(plain.resolve('x'), user)].every {
            it.put('key', 'x'.bytes)
            it.find('key').empty
        }
        Files.list(real).withCloseable { it.count() } == 0
    }
}
