package dev.runbook.dsl.check

import dev.runbook.dsl.plan.Given
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class CheckerSpec extends Specification {
    static final Path BROKEN = Path.of(CheckerSpec.getResource('/broken').toURI())
    static final Path HONEST = Path.of(CheckerSpec.getResource('/honest').toURI())

    @Shared
    Checker checker = new Checker(TestLanguage.registry())

    @TempDir
    Path folder

    def "#script.fileName is refused with the messages of its .txt file"() {
        expect:
        problems(script) == Files.readString(script.resolveSibling(name(script) + '.txt')).stripTrailing()

        where:
        script << scripts(BROKEN)
    }

    def "#script.fileName is honest: nothing is found in it"() {
        expect:
        problems(script) == ''

        where:
        script << scripts(HONEST)
    }

    def "#script.fileName also evaluates: what the check lets pass is a plan"() {
        given:
        def instants = ['opens', 'windowOpens']
        def given = Stub(Given) {
            names() >> []
            has(_ as String) >> { String name -> name in instants }
            value(_ as String) >> '2026-11-21T22:00:00+01:00'
            where(_ as String) >> 'here'
            lenient() >> true
            secret(_ as String) >> { String name -> Secret.of(name, 'x') }
            environment() >> 'uat'
        }

        expect:
        TestLanguage.language().load(script, given).plan().nodes().size() > 0

        where:
        script << scripts(HONEST)
    }

    def "checking executes nothing of the script, whatever it says"() {
        given:
        def trace = folder.resolve('trace')
        def script = folder.resolve('evil.groovy')
        Files.writeString(script, """
            @groovy.transform.ASTTest(value = { new File('${trace}').text = 'x' })
            class Evil { static { new File('${trace}').text = 'x' } }
            new File('${trace}').text = 'x'
            step("name \${new File('${trace}').createNewFile()}") { Evil.name }
        """)

        when:
        def found = checker.check(script)

        then:
        !found.isEmpty()
        !Files.exists(trace)
    }

    def "an included script is found beside the including one, and its mistakes carry its own name"() {
        given:
        Files.createDirectories(folder.resolve('parts'))
        Files.writeString(folder.resolve('parts/one.groovy'), "include 'two.groovy'\n")
        Files.writeString(folder.resolve('parts/two.groovy'), "phasee 'x'\n")
        def main = folder.resolve('main.groovy')
        Files.writeString(main, "include 'parts/one.groovy'\nphase 3\n")

        expect:
        checker.check(main)*.toString() == [
            "${main}:2:7: phase: expected a text, found 3\nphase 3\n      ^",
            "${folder.resolve('parts/two.groovy')}:1:1: unknown word 'phasee'; did you mean 'phase'?\nphasee 'x'\n^",
        ]*.toString()
    }

    def "a syntax error is reported alone, also one of an included script"() {
        given:
        Files.writeString(folder.resolve('part.groovy'), "step('a') {\n")
        def main = folder.resolve('main.groovy')
        Files.writeString(main, "unknown 'x'\ninclude 'part.groovy'\n")

        expect:
        checker.check(main)*.message() == ["this '{' is never closed"]
    }

    private String problems(Path script) {
        checker.check(script, script.fileName.toString())*.toString().join('\n')
    }

    private static String name(Path script) {
        script.fileName.toString() - '.groovy'
    }

    private static List<Path> scripts(Path folder) {
        Files.list(folder).withCloseable { all -> all.filter { it.toString().endsWith('.groovy') }.sorted().toList() }
    }
}
