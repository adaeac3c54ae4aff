package dev.runbook.cli.reference

import dev.runbook.cli.Screen
import dev.runbook.cli.plugin.Plugins
import dev.runbook.dsl.Language
import dev.runbook.engine.spi.PluginWords
import java.nio.file.Files
import java.nio.file.Path
import org.codehaus.groovy.control.CompilerConfiguration
import spock.lang.Shared
import spock.lang.Specification

/** The pages of words in the repository, and what editors get, are what the code says. */
class ReferencePagesSpec extends Specification {
    static final HOME = Path.of('../..').toAbsolutePath().normalize()
    static final List<PluginWords> PLUGINS = Plugins.load(HOME.resolve('no such folder'), []).words()

    @Shared
    def registry = Language.with(PLUGINS, getClass().classLoader).registry()
    def screen = new Screen()

    def 'the page #page is what the code says; if not: ./runbook words --format markdown --plugin #plugin > #page'() {
        expect:
        screen.run(HOME, 'words', '--format', 'markdown', '--plugin', plugin) == 0
        Files.readString(HOME.resolve(page)) == screen.out

        where:
        plugin << ['core'] + PLUGINS*.name()
        page = plugin == 'core' ? 'dsl/WORDS.md' : "plugins/$plugin/WORDS.md"
    }

    def 'the page of all words has each of them, with its options and plugins'() {
        given:
        screen.run(HOME, 'words', '--format', 'markdown')

        expect:
        names().every { screen.out =~ /(?m)^### `$it\b/ }
        screen.out.contains('| `stall:` | Duration |')
        screen.out.contains('## Targets of the kind `redis`')
        !screen.out.contains('$at')
    }

    def 'the editor file is a script that describes every word, its parameters and options'() {
        given:
        def described = [:].withDefault { [] }
        def members = [
            method  : { Map it -> described[it.name] << it },
            property: { Map it -> described[it.name] << it },
            parameter: { Map it -> it.name },
        ]

        when:
        def configuration = new CompilerConfiguration(scriptBaseClass: DelegatingScript.name)
        def shell = new GroovyShell(getClass().classLoader, new Binding(), configuration)
        screen.run(HOME, 'words', '--format', 'gdsl')
        def script = shell.parse(screen.out) as DelegatingScript
        script.setDelegate(new Expando(
            context: { Map where -> where },
            scriptScope: { -> 'script' },
            closureScope: { -> 'closure' },
            contributor: { Map where, Closure body ->
                body.delegate = new Expando(members)
                body.resolveStrategy = Closure.DELEGATE_FIRST
                body.call()
            }))
        script.run()

        then:
        described.keySet().containsAll(names())
        described.keySet().containsAll(['rows', 'hgetAll', 'params', 'secrets'])
        described.job[0].namedParams.containsAll(['stall', 'milestones'])
        described.onHost[0].params == [host: 'java.lang.Object', body: 'groovy.lang.Closure'] || described.onHost[0].params.containsValue('groovy.lang.Closure')
    }

    def 'what does not fit together is refused: #arguments'() {
        expect:
        screen.run(HOME, 'words', *arguments) == 2
        screen.err.startsWith("error: $message")

        where:
        arguments                                        | message
        ['--plugin', 'sql']                              | '--plugin goes with --format markdown'
        ['sh', '--format', 'gdsl']                       | 'WORD does not go with --format gdsl'
        ['--format', 'markdown', '--plugin', 'rediss']   | "There is no plugin 'rediss'; did you mean 'redis'?"
        ['--format', 'markdown', '--plugin', 'zzzzzzzz'] | "There is no plugin 'zzzzzzzz'; there are core, "
    }

    private Set<String> names() {
        registry.planNames() + registry.stepNames()
    }
}
