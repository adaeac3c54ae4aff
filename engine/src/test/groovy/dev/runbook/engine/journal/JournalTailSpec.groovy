package dev.runbook.engine.journal

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class JournalTailSpec extends Specification {
    @TempDir
    Path folder
    @AutoCleanup
    Journal journal
    def file

    def setup() {
        file = folder.resolve('journal.jsonl')
        journal = Journal.create(file, new VirtualTime())
        journal.record(Kind.RUN, null, [run: 'r', steps: [[path: 'export', name: 'export', phase: null, kind: 'step']]])
    }

    def 'it reads on where it was, entry by entry'() {
        given:
        def tail = new JournalTail(file)

        expect:
        tail.follow()
        !tail.follow()
        tail.state().run() == 'r'

        when:
        journal.record(Kind.STARTED, 'export', [attempt: 1])

        then:
        tail.follow()
        tail.state().outcomeOf('export') == Outcome.RUNNING
    }

    def 'a line that is being written is taken when it is whole'() {
        given:
        journal.record(Kind.STARTED, 'export', [attempt: 1])
        def bytes = Files.readAllBytes(file)
        def copy = folder.resolve('copy')
        def tail = new JournalTail(copy)
        def took = []

        when:
        bytes.eachWithIndex { each, at ->
            Files.write(copy, bytes[0..at] as byte[])
            if (tail.follow()) { took << at }
        }

        then:
        took == bytes.findIndexValues { it == (byte) '\n' }
        tail.state().outcomeOf('export') == Outcome.RUNNING
    }

    def 'damage is told with its line, and a journal that is not there yet is empty'() {
        given:
        Files.writeString(folder.resolve('bad'), Files.readString(file).replace('"run":"r"', '"run":"s"'))

        when:
        new JournalTail(folder.resolve('bad')).follow()

        then:
        def damage = thrown(RunbookException)
        damage.message.startsWith('The journal is damaged at line 1 of')
        !new JournalTail(folder.resolve('none')).follow()
    }
}
