package dev.runbook.engine.journal

import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

class RunLockSpec extends Specification {
    @TempDir
    Path folder

    def 'the lock is refused while somebody has it, with who that is, and given once it is released'() {
        given:
        def lock = RunLock.take(folder, 'r', 'ops@here, process 1')

        when:
        RunLock.take(folder, 'r', 'other')

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.BUSY
        refused.message.contains('ops@here')
        RunLock.holder(folder) == 'ops@here, process 1'

        when:
        lock.close()
        RunLock.take(folder, 'r', 'other').close()

        then:
        noExceptionThrown()
        !RunLock.held(folder)
    }

    def 'who holds it can be told without touching the lock'() {
        given:
        def lock = RunLock.take(folder, 'r', RunLock.self())

        expect:
        RunLock.held(folder)
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve('owner'))) == 'rw-------'

        cleanup:
        lock.close()
    }

    def 'an owner that died without a word holds nothing'() {
        given:
        Files.writeString(folder.resolve('owner'), RunLock.operator() + ', process 4194999')

        expect:
        !RunLock.held(folder)
        RunLock.take(folder, 'r', 'me').close()
    }

    def 'another process is kept out, also after a refusal in this one, and let in by death'() {
        given: 'another process has the lock'
        def other = holder()

        when:
        RunLock.take(folder, 'r', 'me')

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.BUSY
        refused.message.contains("process ${other.pid()}")

        when: 'it is killed'
        other.destroyForcibly()
        other.waitFor(20, TimeUnit.SECONDS)
        def lock = RunLock.take(folder, 'r', 'me')

        then:
        noExceptionThrown()

        when: 'a refusal in this process does not give the lock away behind its back'
        try {
            RunLock.take(folder, 'r', 'me again')
            assert false
        } catch (RunbookException busy) {
            assert busy.status() == ExitStatus.BUSY
        }
        def late = holder()

        then:
        late.waitFor(20, TimeUnit.SECONDS)
        late.exitValue() == ExitStatus.BUSY.code()

        cleanup:
        lock?.close()
        other?.destroyForcibly()
        late?.destroyForcibly()
    }

    /** A second JVM that has the lock, or has ended because it was refused. */
    private Process holder() {
        def classPath = [RunLock, groovy.lang.GroovyObject, RunLockSpec].collect { Path.of(it.protectionDomain.codeSource.location.toURI()).toString() }
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def process = new ProcessBuilder(java, '-XX:TieredStopAtLevel=1', '-cp', classPath.join(File.pathSeparator), LockHolder.name, folder.toString())
                .redirectErrorStream(true).start()
        process.inputStream.newReader().readLine()
        process
    }
}
