package dev.runbook.engine.journal

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.run.Rig
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** A disk that takes no more: the run stops before its next effect, says so in plain words, and goes on afterwards. */
class DiskFullSpec extends Specification {
    def rig = new Rig()

    def text = plan {
        step('a') { writes('a1') { rig.act('a1') }; writes('a2') { rig.act('a2') }; [rows: 'x' * 300] }
        parallel(max: 2) {
            step('b') { writes('b') { rig.act('b') } }
            step('c') { writes('c') { rig.act('c') } }
        }
        temporarily('limit', { reads('get') { 1 } }, { writes('set') { rig.act('set') } }, { writes('put') { rig.act('put') } }) { step('d') { writes('d') { rig.act('d') } } }
    }
    static final ONCE = ['a1', 'a2', 'b', 'c', 'd']

    /** Goes on as an operator who looks at the world does. */
    void finish() {
        if (!rig.disk.files.containsKey(Rig.JOURNAL) || rig.state().run() == null) {
            rig.disk.files.clear()
            rig.start text
        }
        for (int i = 0; i < 9 && rig.state().outcome() != 'done'; i++) {
            def unknown = rig.state().steps().findAll { it.outcome() == Outcome.UNKNOWN }
            def effects = { it.path() == 'a' ? ['a1', 'a2'] : [it.path()] }
            def begun = unknown.findAll { effects(it).any { rig.done.contains(it) } }
            begun.each { effects(it).findAll { !rig.done.contains(it) }.each { rig.act(it) } }
            rig.resume(text, markDone: begun.collectEntries { [it.path(), null] }, rerun: (unknown - begun)*.path(), why: 'looked')
        }
    }

    def 'it fills up at every place of the run'() {
        given:
        rig.start text
        int needed = rig.disk.at(Rig.JOURNAL).bytes.length

        expect:
        (0..needed).step(149).each { int left ->
            rig = new Rig()
            rig.disk.room = Reserve.BYTES + left
            def happenedBefore = []
            try {
                def end = rig.start text
                assert end.status() == ExitStatus.DONE || end.status() == ExitStatus.FAILED && end.why().contains('No space left on device')
                happenedBefore = rig.done.collect()
                assert rig.state().outcome() == (end.status() == ExitStatus.DONE ? 'done' : 'failed')
            } catch (RunbookException refused) {
                assert refused.message.contains('No space left on device')
                assert refused.message.contains('runbook resume r1')
                assert rig.done == []
            }
            assert rig.done.count('set') == rig.done.count('put')
            rig.disk.room = Long.MAX_VALUE
            finish()
            assert rig.state().outcome() == 'done'
            assert ONCE.every { rig.done.count(it) == 1 } : "$left: $rig.done, before: $happenedBefore"
        }
    }

    def 'what was done is still written down, and nothing is begun: #why'() {
        given:
        def file = Path.of('/runs/r1/journal.jsonl')
        def disk = new MemoryDisk()
        def journal = Journal.create(file, new VirtualTime(), disk)
        journal.record(Kind.RUN, null, [run: 'r1'])
        journal.record(Kind.STARTED, 'a', [attempt: 1])
        boolean once = false
        disk.fault = { if (it == 'write' && !once) { once = true; throw new IOException(why) } }

        when:
        journal.record(Kind.DONE, 'a', [seconds: 1.0])

        then:
        JournalFile.read(file, disk).entries().last().kind() == Kind.DONE

        when:
        journal.record(Kind.STARTED, 'b', [attempt: 1])

        then:
        def refused = thrown JournalFailed
        refused.message.contains("cannot be written: $why. Nothing more is begun. Free the disk or mend the permissions of /runs/r1, then: runbook resume r1")
        JournalFile.read(file, disk).entries().size() == 3

        when:
        journal.requireWritable()

        then:
        thrown JournalFailed

        where:
        why << ['No space left on device', 'Permission denied', 'Read-only file system', 'Input/output error']
    }

    def 'after a force that failed nothing is written any more, and what it was for is cut off'() {
        given:
        def file = Path.of('/runs/r1/journal.jsonl')
        def disk = new MemoryDisk()
        def journal = Journal.create(file, new VirtualTime(), disk)
        journal.record(Kind.RUN, null, [run: 'r1'])
        disk.fault = { if (it == 'force') { throw new IOException('Input/output error') } }

        when:
        journal.record(Kind.STARTED, 'a', [attempt: 1])

        then:
        def refused = thrown JournalFailed
        refused.message.contains('did not confirm')

        when: 'the disk seems well again'
        disk.fault = {}
        journal.record(Kind.FAILED, 'a', [:])

        then:
        thrown JournalFailed
        JournalFile.read(file, disk).entries()*.kind() == [Kind.RUN]
    }

    def 'many threads share forces, and a disk that fails is told to all of them'() {
        given:
        def file = Path.of('/runs/r1/journal.jsonl')
        def disk = new MemoryDisk()
        def journal = Journal.create(file, new VirtualTime(), disk)
        int writes = 0
        disk.fault = { if (it == 'write' && ++writes == 40) { disk.room = 0 } }
        def told = Collections.synchronizedList([])

        when:
        def threads = (1..16).collect { n -> Thread.start { 20.times { try { journal.record(Kind.STARTED, "step $n", [n: it]) } catch (JournalFailed failed) { told << n } } } }
        threads*.join()
        def entries = JournalFile.read(file, disk).entries()

        then:
        entries.size() + told.size() == 320
        told.toSet().size() > 0
        journal.state().steps() == []
    }

    @Requires({ Files.isWritable(Path.of('/')) && System.getProperty('user.name') == 'root' })
    def 'a real file system that is full'() {
        given:
        def small = Files.createTempDirectory('runbook-small')
        def mounted = new ProcessBuilder('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small.toString()).redirectErrorStream(true).start().waitFor() == 0
        if (!mounted) {
            println 'no small file system can be mounted here'
            return
        }
        def file = small.resolve('journal.jsonl')

        when:
        def journal = Journal.create(file, new VirtualTime())
        JournalFailed refused = null
        while (refused == null) {
            try {
                journal.record(Kind.STARTED, 'a', [text: 'x' * 1000])
            } catch (JournalFailed full) {
                refused = full
            }
        }
        journal.record(Kind.FAILED, 'a', [error: 'the disk is full'])
        journal.record(Kind.STOPPED, null, [outcome: 'failed'])
        journal.close()
        def entries = JournalFile.read(file).entries()

        then:
        refused.message.contains('No space left on device')
        entries*.kind()[-2..-1] == [Kind.FAILED, Kind.STOPPED]
        !JournalFile.read(file).torn()

        cleanup:
        new ProcessBuilder('umount', '-l', small.toString()).start().waitFor(20, TimeUnit.SECONDS)
        Files.deleteIfExists(small)
    }
}
