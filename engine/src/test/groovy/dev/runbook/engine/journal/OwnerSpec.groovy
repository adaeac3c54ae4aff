package dev.runbook.engine.journal

import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class OwnerSpec extends Specification {
    @TempDir
    Path folder

    def 'a run that another machine did not let go of is not taken, unless somebody vouches for it; who had it is known'() {
        given:
        Files.writeString(folder.resolve('owner'), 'ann@laptop, process 4711')

        when:
        RunLock.take(folder, 'r1', RunLock.self())

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.BUSY
        refused.message.contains('was not let go by ann@laptop, process 4711')
        refused.message.contains('runbook resume r1 --take-over --why TEXT')
        RunLock.held(folder)

        when:
        def lock = RunLock.take(folder, 'r1', RunLock.self(), true)

        then:
        lock.before() == 'ann@laptop, process 4711'
        RunLock.holder(folder) == RunLock.self()

        cleanup:
        lock?.close()
    }

    def 'a lock that somebody has is not taken over'() {
        given:
        def lock = RunLock.take(folder, 'r1', RunLock.self())

        when:
        RunLock.take(folder, 'r1', RunLock.self(), true)

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.BUSY
        refused.message.contains("process ${ProcessHandle.current().pid()}")

        cleanup:
        lock?.close()
    }

    def 'what a dead process on this machine left is nobody\'s'() {
        given:
        Files.writeString(folder.resolve('owner'), RunLock.operator() + ', process 4194999')

        expect:
        !RunLock.held(folder)
        RunLock.take(folder, 'r1', RunLock.self()).withCloseable { it.before() }.endsWith('process 4194999')
    }
}
