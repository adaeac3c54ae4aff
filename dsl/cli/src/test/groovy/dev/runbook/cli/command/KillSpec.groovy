package dev.runbook.cli.command

import dev.runbook.cli.Screen
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(60)
class KillSpec extends Specification {
    @TempDir
    Path home

    private List run(String... arguments) {
        def screen = new Screen()
        int status = screen.run(home, *arguments)
        [status, screen.out + screen.err]
    }

    private String id() {
        home.resolve('move/.runbook/runs').toFile().list().first()
    }

    def 'a job that was let go is ended by name, it is written down, and resume starts it anew'() {
        given:
        def folder = Files.createDirectories(home.resolve('move'))
        folder.resolve('runbook.groovy').toFile().text = """
            title 'A long job'
            targets { host 'here' }
            step('export') { onHost('here') { job("echo one >> $home/starts; echo begun; [ -e $home/go ] || sleep 600", stall: '300ms') } }
            """.stripIndent()
        folder.resolve('inventory.yaml').toFile().text = "environments: { lab: { hosts: { here: { transport: local, env: { XDG_STATE_HOME: $home } } } } }\n"

        when:
        def (status, said) = run('run', "$folder/runbook.groovy", '--env', 'lab', '--no-input')

        then:
        status == 1
        said.contains("runbook kill ${id()} 'export' ends it")
        Files.getPosixFilePermissions(folder.resolve(".runbook/runs/${id()}/jobs"))*.name().every { it.startsWith('OWNER') }

        when: 'the wrong name'
        (status, said) = run('kill', id(), 'exprt', '--state', "$folder/.runbook")

        then:
        status == 2
        said.contains("has begun no step 'exprt'; did you mean 'export'?")

        when:
        (status, said) = run('kill', id(), 'export', '--state', "$folder/.runbook")

        then:
        status == 0
        said.contains("the job on host 'here' was ended, with everything it had started")

        when: 'again'
        (status, said) = run('kill', id(), 'export', '--state', "$folder/.runbook")

        then:
        status == 2
        said.contains("step 'export' has no job that could be ended")

        when:
        Files.createFile(home.resolve('go'))
        (status, said) = run('resume', id(), '--no-input', '--state', "$folder/.runbook")

        then:
        status == 0
        home.resolve('starts').toFile().text == 'one\n' * 2
    }
}
