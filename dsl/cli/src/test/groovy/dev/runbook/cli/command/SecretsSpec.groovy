package dev.runbook.cli.command

import dev.runbook.cli.Screen
import dev.runbook.testing.Marked
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** A whole run with secrets everywhere: everything that was said and written is searched for them. */
@Timeout(60)
class SecretsSpec extends Specification {
    @TempDir
    Path home
    @TempDir
    Path vault
    final List<String> said = []

    private int run(String... arguments) {
        def screen = new Screen()
        int status = screen.run(home, *arguments)
        said << screen.out << screen.err
        status
    }

    def setup() {
        vault.resolve('token').toFile().text = Marked.value('token')
        vault.resolve('late').toFile().text = Marked.value('late')
        home.resolve('runbook.groovy').toFile().text = '''
            title 'Secrets'
            secret 'token', about: 'of the API'
            secret 'late', about: 'comes to be', late: true
            targets { host 'here' }
            step('commands') {
                onHost('here', env: [FRAME: secrets.token]) {
                    sh "printf %s ${secrets.token} | tail -c 3"
                    sh 'echo "$TOKEN" "$FRAME"; echo "$TOKEN" >&2', env: [TOKEN: secrets.late]
                    sh 'cat', stdin: "pass: ${secrets.token}"
                    note "the token is ${secrets.token}"
                }
            }
            step('a job') { onHost('here') { job('echo "now $TOKEN"; echo done', env: [TOKEN: secrets.token], milestones: ['now']) } }
            step('reads a secret') {
                onHost('here') { probe('cat "$VAULT/token"', secret: true) }
            }
            step('fails') { onHost('here') { sh 'echo "bad: $TOKEN" >&2; exit 3', env: [TOKEN: secrets.token] } }
            '''.stripIndent()
        home.resolve('inventory.yaml').toFile().text = """
            environments:
              lab:
                hosts: { here: { transport: local, env: { XDG_STATE_HOME: $home, VAULT: $vault } } }
                secrets: { token: { file: $vault/token }, late: { file: $vault/late } }
            """.stripIndent()
    }

    def 'no secret is in what is printed, in the journal, in the log, in a report, or in any file, and the files are private'() {
        when:
        def state = ['--state', "$home/.runbook".toString()]
        def dry = run('run', "$home/runbook.groovy", '--env', 'lab', '--dry-run')
        def first = run('run', "$home/runbook.groovy", '--env', 'lab', '--no-input')
        def again = run('resume', '--no-input', '--output', 'json', *state)
        def shown = run('show', *state)
        run('report', '--format', 'text', *state)
        run('report', '--format', 'json', '-o', "$home/report.json", *state)

        then:
        dry == 0
        first == 1
        again == 1
        shown == 0
        said.join().contains('••••')
        Files.exists(home.resolve('report.json'))

        and:
        !said.any { it.contains(Marked.MARK) }
        Marked.in(home) == []
        Marked.in(vault).size() == 2

        and:
        private0700(home.resolve('.runbook'))
    }

    /** The folder, and everything in it. */
    private static boolean private0700(Path folder) {
        def wrong = []
        Files.walk(folder).withCloseable { all ->
            all.each { each ->
                def modes = java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(each))
                if (modes != (Files.isDirectory(each) ? 'rwx------' : 'rw-------')) {
                    wrong << "$modes $each"
                }
            }
        }
        assert wrong == []
        true
    }
}
