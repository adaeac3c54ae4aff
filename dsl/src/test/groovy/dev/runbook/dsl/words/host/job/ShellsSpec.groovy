package dev.runbook.dsl.words.host.job

import java.nio.file.Files
import java.nio.file.Path

/** Jobs on hosts that have another shell each, and nothing but what every POSIX system has. */
class ShellsSpec extends JobSpecification {
    private static final List<String> TOOLS = ['cat', 'mkdir', 'mv', 'rm', 'wc', 'tail', 'head', 'sleep', 'id', 'ls', 'ps', 'dd', 'kill', 'printf']

    private void host(String shell, List<String> more) {
        def bin = Files.createDirectories(dir.resolve('bin'))
        def tool = { String name -> shell == 'busybox' ? find('busybox') : find(name) }
        (TOOLS + more).each { name -> tool(name)?.with { Files.createSymbolicLink(bin.resolve(name), it) } }
        Files.createSymbolicLink(bin.resolve('sh'), find(shell))
        if (shell == 'bash') {
            Files.createSymbolicLink(bin.resolve('bash'), find(shell))
        }
        link.env = [HOME: dir.toString(), PATH: bin.toString()]
        link.shell = [bin.resolve('sh').toString()]
    }

    private static Path find(String name) {
        System.getenv('PATH').split(':').collect { Path.of(it, name) }.find { Files.isExecutable(it) }
    }

    static List<List> shells() {
        boolean all = System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
        [['dash', ['setsid']], ['busybox', ['setsid']], ['bash', ['setsid']], ['mksh', ['setsid']], ['dash', []], ['busybox', []]]
            .findAll { find(it[0]) || all && it[0] in ['dash', 'bash', 'busybox'] }
    }

    def "a job runs, is followed, let go, attached to and killed where the shell is #shell, with #more"() {
        given:
        host(shell, more)
        def command = "echo one >> starts; echo ${"it's €"}; echo \$\$; sh -c 'echo \$\$; exec sleep 600' & while [ ! -e go ]; do sleep 0.05; done; echo end"

        when:
        letGo(command) { scope.out.size() == 3 }
        def pids = scope.out[1..2]
        newEngine()
        letGo(command) { scope.notes.any { it.contains('attached') } }

        then:
        scope.out == []
        Leftover.on(scope, 'source', null)*.state() == ['running']
        pids.every { alive(it) }

        and:
        JobEnd.of(scope, JobMemory.of(memory)).said().endsWith('was ended, with everything it had started')
        pids.every { !alive(it) }
        text('starts') == 'one\n'

        when:
        newEngine()
        memory.end = 'killed'

        then:
        job(ok: 3, 'echo anew; exit 3').tail == 'anew'

        where:
        [shell, more] << shells()
    }
}
