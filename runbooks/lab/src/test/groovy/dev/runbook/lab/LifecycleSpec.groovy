package dev.runbook.lab

import dev.runbook.engine.model.RunbookException
import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.hipchat.Sizes
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class LifecycleSpec extends Specification {
    @TempDir
    Path temporary

    def 'a stopped laboratory leaves no process, no open port and no file in use; stopping twice is harmless'() {
        given:
        def folder = Files.createDirectory(temporary.resolve('a lab'))
        def said = []
        def site = HipChatSite.start(folder, Sizes.parse([messages: '10', files: '1']), said.&add)
        site.source().folder().command('nohup sleep 1000 >/dev/null 2>&1 &').start().waitFor()
        def ports = [site.source().port(), site.destination().port(), site.oldDatabase().port(), site.newDatabase().port(), site.redis().port(), site.web().port]

        expect:
        said.size() == 2
        ports.every { open(it) }
        processes(folder).size() >= 4

        when:
        site.close()
        site.close()

        then:
        !ports.any { open(it) }
        processes(folder) == []
        folder.toFile().deleteDir()
    }

    def 'nobody is left when its JVM is killed hard, and the folder goes too'() {
        given:
        def folder = Files.createDirectory(temporary.resolve('killed lab'))
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def program = new ProcessBuilder(java, '-XX:TieredStopAtLevel=1', '-cp', System.getProperty('java.class.path'), KilledLaboratory.name, folder.toString())
                .redirectErrorStream(true).start()

        when:
        def said = program.inputStream.newReader().readLine()

        then:
        said == 'ready'
        processes(folder).size() >= 4

        when:
        program.destroyForcibly().waitFor()

        then:
        new PollingConditions(timeout: 20, delay: 0.1).eventually {
            assert processes(folder) == []
            assert !Files.exists(folder)
        }
    }

    def 'a laboratory that cannot start says why, and leaves nothing'() {
        given:
        def file = Files.createFile(temporary.resolve('a file, not a folder'))

        when:
        HipChatSite.start(file, Sizes.parse([:]), {})

        then:
        def failure = thrown(RunbookException)
        failure.message.startsWith('The laboratory did not start: ')
        processes(file) == []
    }

    private static boolean open(int port) {
        try {
            new Socket('127.0.0.1', port).close()
            true
        } catch (ConnectException ignored) {
            false
        }
    }

    /** Everything whose command line or environment names the folder, and is alive. */
    private static List<String> processes(Path folder) {
        def self = ProcessHandle.current().pid()
        new File('/proc').listFiles().findAll { it.name.isNumber() && it.name as long != self && names(it, folder) }*.name
    }

    private static boolean names(File process, Path folder) {
        ['cmdline', 'environ'].any { part ->
            try {
                new File(process, part).getText('UTF-8').contains(folder.toString())
            } catch (IOException gone) {
                false
            }
        }
    }
}
