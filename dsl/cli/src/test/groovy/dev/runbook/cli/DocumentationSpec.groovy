package dev.runbook.cli

import dev.runbook.cli.plugin.Plugins
import dev.runbook.dsl.words.CoreWords
import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.inventory.Prompter
import dev.runbook.engine.inventory.Surroundings
import dev.runbook.engine.spi.PluginWords
import groovy.io.FileType
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import javax.tools.ToolProvider
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What the documentation shows compiles, is checked, and runs dry; what it names is there. */
class DocumentationSpec extends Specification {
    static final HOME = Path.of('../..').toAbsolutePath().normalize()
    static final README = Files.readString(HOME.resolve('README.md'))
    static final LANGUAGE = Files.readString(HOME.resolve('dsl/LANGUAGE.md'))
    static final COMMANDS = Files.readString(HOME.resolve('dsl/cli/COMMANDS.md'))
    static final NOT_THERE = '\n## Not there yet\n'

    @TempDir
    Path folder
    @Shared
    Plugins plugins = Plugins.load(HOME.resolve('no such folder'), [])
    def screen = new Screen()

    def 'the runbook of #page is sound, and its dry run shows each of its steps'() {
        given:
        write('runbook.groovy', blocks(text, 'groovy').find { it.startsWith('title ') })
        write('inventory.yaml', blocks(inventory, 'yaml').first())

        expect:
        screen.run(HOME, 'check', folder.toString()) == 0
        screen.run(HOME, 'run', folder.toString(), '--env', environment, '--dry-run') == 0
        screen.err == ''
        steps.every { screen.out.contains(it) }
        !Files.exists(folder.resolve('.runbook'))

        where:
        page          | text     | inventory | environment | steps
        'README.md'   | README   | README    | 'here'      | ['there is room', 'second pass', 'everything arrived', 'try it']
        'README.md'   | README   | README    | 'uat'       | ['old: sh touch uploads.off']
        'LANGUAGE.md' | LANGUAGE | COMMANDS  | 'uat'       | ['versions match', 'import ‹each of', 'everything arrived']
    }

    def 'every inventory that is shown is read: #name'() {
        when:
        def environments = Inventory.read(write('inventory.yaml', yaml), plugins.kinds(), plugins.transports(), plugins.notifiers(), Surroundings.of(Prompter.NOBODY, plugins.vaults())).names()

        then:
        environments

        where:
        [name, yaml] << [README: README, LANGUAGE: LANGUAGE, COMMANDS: COMMANDS].collectMany { page, text ->
            blocks(text, 'yaml').withIndex().collect { block, at -> ["$page ${at + 1}", block] }
        }
    }

    def 'the plugin of the README is a whole one'() {
        given:
        def source = write('Certificates.java', blocks(README, 'java').first())
        def engine = Path.of(PluginWords.protectionDomain.codeSource.location.toURI())
        def classes = Files.createDirectories(folder.resolve('classes'))
        def jars = Files.createDirectories(folder.resolve('jars'))

        expect:
        ToolProvider.systemJavaCompiler.run(null, null, null, '-parameters', '--release', '17', '-cp', engine.toString(), '-d', classes.toString(), source.toString()) == 0

        when:
        new JarOutputStream(Files.newOutputStream(jars.resolve('certificates.jar'))).withCloseable { jar ->
            classes.toFile().eachFileRecurse(FileType.FILES) { file ->
                jar.putNextEntry(new JarEntry(classes.relativize(file.toPath()).toString()))
                jar << file.bytes
            }
            jar.putNextEntry(new JarEntry("META-INF/services/$PluginWords.name"))
            jar.write('org.example.Certificates\n'.bytes)
        }
        write('runbook.groovy', "step('good') { verify('for a month') { certificateDays('chat.example.org') > 30 } }")

        then:
        screen.run(HOME, 'words', 'certificateDays', '--plugins', jars.toString()) == 0
        screen.run(HOME, 'run', folder.toString(), '--dry-run', '--plugins', jars.toString()) == 0
        screen.out.contains('certificateDays(host)')
        screen.out.contains('? certificateDays chat.example.org')
    }

    def 'every command that is named is there: #command'() {
        expect:
        screen.run(HOME, command, '--help') == 0

        where:
        command << [README, COMMANDS, LANGUAGE].collectMany { commands(it.split(NOT_THERE)[0]) }.unique()
    }

    def 'every option that is named is there: #option'() {
        expect:
        helps.contains(option)

        where:
        option << [README, COMMANDS].collectMany { page -> page.split(NOT_THERE)[0].replaceAll(/(?s)```(yaml|json)\n.*?```/, '').findAll(/(?<=[`\s(])--[a-z][a-z-]+/) }.unique()
    }

    def 'the words that are not there are those that are said not to be'() {
        expect:
        [README, LANGUAGE].each { page -> assert CoreWords.NOT_YET.every { page.split(NOT_THERE)[1].contains("`$it`") } }
    }

    def 'every word that the language page names in its tables is there: #word'() {
        expect:
        screen.run(HOME, 'words', word) == 0

        where:
        word << LANGUAGE.readLines().findAll { it.startsWith('| `') }.collectMany { line ->
            line.split(/(?<!\\)\|/)[1].findAll(/(?<=^ `|· `|, `)[a-z][A-Za-z.]+(?=[ (`])/)
        }.unique() - 'def' // Groovy's own word
    }

    def 'with an account of Amazon in the inventory the HipChat runbook changes DNS and moves the volume itself'() {
        given:
        def amazon = ['fqdn: chat.example.org', 'loadBalancer: lb.example.org', 'adminEmail: a@example.org', 'windowOpens: "2026-11-21T20:00:00+01:00"', 'carry: volume', 'carrierVolume: vol-0123',
            'sourceMachine: old', 'destinationMachine: node1', 'dnsZone: example.org', 'loadBalancerZone: Z0123', 'shareFileSystem: fs-0123', 'targetGroup: chat'].join(', ')
        def inventory = write('inventory.yaml', """
            environments:
              night:
                params: { $amazon }
                hosts: { source: { transport: local, shared: true }, destination: { transport: local, shared: true } }
                databases: { source: { url: "jdbc:mariadb://127.0.0.1/hipchat", user: root }, destination: { url: "jdbc:postgresql://127.0.0.1/hipchat", user: hipchat } }
                redis: { destination: { address: "127.0.0.1:6379" } }
                groups: { nodes: [destination] }
                secrets: { passphrase: { file: inventory.yaml } }
                aws: { account: { region: eu-central-1 } }
            """).toString()

        expect:
        screen.run(HOME, 'run', 'hipchat-to-datacenter', '--inventory', inventory, '--state', folder.toString(), '--dry-run') == 0
        ['aws.route53.ttl TTL A chat.example.org', 'aws.ebs.detach vol-0123 from old', 'aws.ebs.attach vol-0123 to node1', 'aws.route53.upsert UPSERT A chat.example.org (alias: '].every { screen.out.contains(it) }
        !screen.out.contains('☐ Point chat.example.org')
    }

    def 'the bundled runbook #name passes its check, and runs dry in #environment'() {
        given:
        def inventory = HOME.resolve("runbooks/$name/inventory.example.yaml").toString()

        expect:
        screen.run(HOME, 'check', name) == 0
        screen.run(HOME, 'run', name, '--inventory', inventory, '--env', environment, '--dry-run') == 0
        screen.err == ''

        where:
        [name, environment] << HOME.resolve('runbooks').toFile().listFiles().findAll { new File(it, 'runbook.groovy').exists() }.sort().collectMany { bundled ->
            Inventory.read(bundled.toPath().resolve('inventory.example.yaml'), plugins.kinds(), plugins.transports(), plugins.notifiers(), Surroundings.of(Prompter.NOBODY, plugins.vaults())).names().collect { [bundled.name, it] }
        }
    }

    /** All that the commands say about their options. */
    private static String getHelps() {
        def every = new Screen()
        commands(COMMANDS.split(NOT_THERE)[0]).each { every.run(HOME, it, '--help') }
        every.out
    }

    private static List<String> commands(String page) {
        page.findAll(/(?<=`|\.\/)runbook [a-z]+/)*.minus('runbook ')
    }

    /** The fenced blocks of a page in one language. */
    private static List<String> blocks(String page, String language) {
        (page =~ /(?s)```$language\n(.*?)```/).collect { it[1] }
    }

    private Path write(String name, String text) {
        Files.writeString(folder.resolve(name), text)
    }
}
