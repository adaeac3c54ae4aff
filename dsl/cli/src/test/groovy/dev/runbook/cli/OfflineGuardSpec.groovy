package dev.runbook.cli

import dev.runbook.cli.guard.Guard
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import java.util.jar.Attributes
import java.util.jar.JarOutputStream
import java.util.jar.Manifest
import spock.lang.Specification
import spock.lang.TempDir

/**
 * The offline dry run starts no process, connects and binds no socket, sends no datagram and resolves no name. It runs in a Java process of its own
 * whose library ends it when anything of that is called, so this is enforced, whatever words and libraries do.
 */
class OfflineGuardSpec extends Specification {
    static final HOME = Path.of('../..').toAbsolutePath().normalize()

    @TempDir
    Path folder

    def 'the offline dry run of #name touches nothing'() {
        when:
        def (int status, String output) = guarded(script, inventory, environment, '--dry-run')

        then:
        !output.contains('guard: ')
        status in [0, 1]
        output.contains('DRY RUN: nothing was changed')

        where:
        [name, script, inventory, environment] << bundled() + [['a runbook of all kinds of words', HOME.resolve('dsl/src/test/resources/honest/every-word.groovy'), EVERY_WORD, 'uat']]
    }

    private static List<List> bundled() {
        HOME.resolve('runbooks').toFile().listFiles().findAll { new File(it, 'runbook.groovy').exists() }.sort().collect { folder ->
            [folder.name, folder.toPath().resolve('runbook.groovy'), Files.readString(folder.toPath().resolve('inventory.example.yaml')), 'uat']
        }
    }

    def 'the guard is there: the same with --dry-run=probe is ended at its first call'() {
        when:
        def (int status, String output) = guarded(HOME.resolve('dsl/src/test/resources/honest/every-word.groovy'), EVERY_WORD, 'uat', '--dry-run=probe')

        then:
        output.contains('guard: ')
        status == Guard.TOUCHED
    }

    static final EVERY_WORD = '''
        environments:
          uat:
            params: { fqdn: chat.example.org, opens: "2026-11-21T22:00:00+01:00" }
            hosts:
              source:      { transport: local, dir: /tmp, shared: true }
              destination: { transport: local, dir: /tmp, shared: true }
            databases:
              source:      { url: "jdbc:postgresql://127.0.0.1:1/chat", user: chat, password: { env: NOWHERE } }
              destination: { url: "jdbc:postgresql://127.0.0.1:2/chat", user: chat, password: { env: NOWHERE } }
            redis:
              destination: { address: "127.0.0.1:1" }
            groups: { nodes: [source, destination] }
            secrets: { password: { command: "false" }, token: { command: "false" } }
        '''.stripIndent()

    private List guarded(Path script, String inventory, String environment, String mode) {
        Files.writeString(folder.resolve('inventory.yaml'), inventory)
        def classes = [System.getProperty('surefire.test.class.path') ?: System.getProperty('java.class.path')].join(File.pathSeparator)
        def program = new ProcessBuilder([Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), "-javaagent:${agent()}", '-XX:TieredStopAtLevel=1', '-Xshare:auto',
            "-Drunbook.home=$HOME", '-cp', classes, 'dev.runbook.cli.Main', 'run', script.toString(), '--inventory', folder.resolve('inventory.yaml').toString(),
            '--env', environment, mode]*.toString()).redirectErrorStream(true).directory(folder.toFile()).start()
        program.outputStream.close()
        def output = program.inputStream.getText('UTF-8')
        assert program.waitFor(5, TimeUnit.MINUTES)
        [program.exitValue(), output]
    }

    private Path agent() {
        def manifest = new Manifest()
        manifest.mainAttributes.put(Attributes.Name.MANIFEST_VERSION, '1.0')
        manifest.mainAttributes.putValue('Premain-Class', Guard.name)
        manifest.mainAttributes.putValue('Can-Retransform-Classes', 'true')
        def jar = folder.resolve('guard.jar')
        new JarOutputStream(Files.newOutputStream(jar), manifest).close()
        jar
    }
}
