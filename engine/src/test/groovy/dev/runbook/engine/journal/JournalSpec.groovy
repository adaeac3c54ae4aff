package dev.runbook.engine.journal

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.RunbookException
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import spock.lang.Specification
import spock.lang.TempDir

class JournalSpec extends Specification {
    @TempDir
    Path folder

    def time = new VirtualTime()

    Path getFile() { folder.resolve('journal.jsonl') }

    def 'what was written is read again, in order, chained by hashes'() {
        given:
        write(small())

        when:
        def read = JournalFile.read(file)

        then:
        read.entries()*.kind() == small()*.first()
        read.entries()*.seq() == (0..<small().size()).toList()
        read.entries()[2].data() == [seconds: 1.5, result: 'ünï "quoted"\n\u2028', fingerprint: [source: 'abc']]
        !read.torn()
        read.length() == Files.size(file)
        Files.readAllLines(file).every { it ==~ /(?s)\{"seq":\d+,"time":"[^"]+","kind":"[a-z-]+","path":.*,"data":\{.*\},"synced":\d+,"prev":"[0-9a-f]{64}","hash":"[0-9a-f]{64}"\}/ }
    }

    def 'the head is the hash of the last entry, and goes on with the next engine'() {
        given:
        def head = write(small())

        expect:
        JournalFile.read(file).head() == head

        when:
        def journal = Journal.open(file, time)
        journal.record(Kind.NOTE, null, [text: 'more'])
        journal.close()

        then:
        JournalFile.read(file).entries().size() == small().size() + 1
    }

    def 'a torn last line is dropped wherever it tore'() {
        given:
        write(small())
        byte[] whole = Files.readAllBytes(file)
        int from = startOfLastLine(whole)

        expect:
        (from + 1..<whole.length).each { int length ->
            Files.write(file, Arrays.copyOf(whole, length))
            def read = JournalFile.read(file)
            assert read.torn() && read.entries().size() == small().size() - 1 && read.length() == from
        }
    }

    def 'a torn last line is kept aside when the next engine opens the journal, and the repair is written down'() {
        given:
        write(small())
        byte[] whole = Files.readAllBytes(file)
        int from = startOfLastLine(whole)

        expect:
        [from + 1, from + 17, whole.length - 1].each { int length ->
            Files.write(file, Arrays.copyOf(whole, length))
            Journal.open(file, time).close()
            def repaired = JournalFile.read(file)
            assert !repaired.torn()
            assert repaired.entries()*.kind() == small()*.first().dropRight(1) + Kind.REPAIRED
            assert repaired.entries().last().data() == [bytes: length - from, kept: "journal.jsonl.torn-$from".toString()]
            assert Files.readAllBytes(folder.resolve("journal.jsonl.torn-$from")) == Arrays.copyOfRange(whole, from, length)
        }
    }

    def 'blocks of the last line that never reached the disk are a tear too'() {
        given:
        write(small())
        byte[] whole = Files.readAllBytes(file)
        int from = startOfLastLine(whole)

        when:
        Arrays.fill(whole, from, (from.intdiv(512) + 1) * 512, (byte) 0)
        Files.write(file, whole)

        then:
        JournalFile.read(file).torn()

        when: 'the file grew, and nothing arrived'
        Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, from), from + 4096))

        then:
        JournalFile.read(file).torn()
    }

    def 'whatever byte is flipped, the journal is refused with the line'() {
        given:
        write(small())
        byte[] whole = Files.readAllBytes(file)
        def starts = [0] + (0..<whole.length).findAll { whole[it] == (byte) '\n' }.collect { it + 1 }

        expect:
        (0..<whole.length).each { int at ->
            [1 << (at % 8), whole[at] & 0xff].each { int mask ->
                byte[] damaged = whole.clone()
                damaged[at] = (byte) (damaged[at] ^ mask)
                Files.write(file, damaged)
                int line = starts.findLastIndexOf { it <= at } + 1
                try {
                    JournalFile.read(file)
                    assert false
                } catch (RunbookException refused) {
                    assert refused.status() == ExitStatus.DAMAGED
                    assert refused.message.contains("damaged at line $line of $file") || whole[at] == (byte) '\n'
                }
            }
        }
    }

    def 'a journal is refused when #what'() {
        given:
        write(small())
        def lines = Files.readAllLines(file)

        when:
        Files.write(file, change(lines))
        JournalFile.read(file)

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.DAMAGED
        refused.message.contains("line $line")
        refused.message.contains('--new')

        where:
        what                          | line | change
        'two lines are swapped'       | 2    | { [it[0], it[2], it[1], *it.drop(3)] }
        'a line is doubled'           | 3    | { [it[0], it[1], it[1], *it.drop(2)] }
        'a line in it is missing'     | 2    | { [it[0], *it.drop(2)] }
        'the first line is missing'   | 1    | { it.drop(1) }
        'a line is empty'             | 2    | { [it[0], '', *it.drop(1)] }
        'an end of a line is left'    | 2    | { [it[0], ',"hash":"}', *it.drop(1)] }
        'a line is torn in the middle'| 2    | { [it[0], it[1].take(30), *it.drop(2)] }
        'a line is from another run'  | 2    | { [it[0], it[1].replace('one', 'two'), *it.drop(2)] }
    }

    def 'an empty journal is one without entries'() {
        given:
        Files.createFile(file)

        expect:
        JournalFile.read(file).entries() == []
        !JournalFile.read(file).torn()
    }

    def 'a journal that cannot be read is damaged, and the message names it'() {
        when:
        JournalFile.read(folder.resolve('none/journal.jsonl'))

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.DAMAGED
        refused.message.contains('none/journal.jsonl')
    }

    def 'an interrupted thread writes all the same: timeouts and operators interrupt steps, not the journal'() {
        given:
        def journal = Journal.create(file, time)

        when:
        Thread.currentThread().interrupt()
        journal.record(Kind.RUN, null, [run: 'r'])
        def still = Thread.interrupted()
        journal.record(Kind.FINISHED, null, [outcome: 'done'])
        journal.close()

        then:
        still
        JournalFile.read(file).entries()*.kind() == [Kind.RUN, Kind.FINISHED]
    }

    def 'a listener gets every entry after it is on the disk, and one that fails stops nothing'() {
        given:
        def journal = Journal.create(file, time)
        def seen = []
        journal.listen { throw new IllegalStateException('the terminal is gone') }
        journal.listen { seen << [it.kind(), JournalFile.read(file).entries().last().kind()] }

        when:
        journal.record(Kind.RUN, null, [run: 'r'])
        journal.append(Kind.NOTE, null, [text: 'x'])
        journal.close()

        then:
        seen == [[Kind.RUN, Kind.RUN], [Kind.NOTE, Kind.NOTE]]
    }

    def 'many threads write whole lines in one chain'() {
        given:
        def journal = Journal.create(file, time)

        when:
        def threads = (1..8).collect { n -> Thread.start { 25.times { journal.append(Kind.NOTE, "step $n", [text: "$it".toString()]) } } }
        threads*.join()
        journal.close()

        then:
        JournalFile.read(file).entries().size() == 200
        (1..8).every { n -> JournalFile.read(file).entries().findAll { it.path() == "step $n" }*.text('text') == (0..<25)*.toString() }
    }

    def 'whoever has written finds it in the state and was heard, also when another thread wrote for them'() {
        given:
        def journal = Journal.create(file, time)
        def heard = ConcurrentHashMap.newKeySet()
        journal.listen { heard << it.path() }
        def late = new ConcurrentLinkedQueue()

        when:
        (0..<16).collect { thread ->
            Thread.start {
                200.times { n ->
                    def path = "step $thread $n".toString()
                    journal.record(Kind.STARTED, path, [attempt: 1, declared: [name: path, phase: null, kind: 'step']])
                    if (!journal.state().step(path).present || !heard.contains(path)) {
                        late << path
                    }
                }
            }
        }*.join()

        then:
        late.toList().take(3) == []

        cleanup:
        journal.close()
    }

    def 'a closed journal refuses entries with what to do, and goes on refusing'() {
        given:
        def journal = Journal.create(file, time)
        journal.close()

        when:
        journal.record(Kind.NOTE, null, [:])

        then:
        def refused = thrown RunbookException
        refused.message.contains('runbook resume')

        when:
        journal.append(Kind.NOTE, null, [:])

        then:
        thrown RunbookException
        JournalFile.read(file).entries() == []
    }

    def 'a journal is nobody else\'s to read, and is never written over'() {
        given:
        write(small())

        expect:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) == 'rw-------'

        when:
        Journal.create(file, time)

        then:
        thrown RunbookException
        JournalFile.read(file).entries().size() == small().size()
    }

    private static List<List> small() {
        [
            [Kind.RUN, null, [run: 'r', steps: [[path: 'one', name: 'one', phase: null, kind: 'step']]]],
            [Kind.STARTED, 'one', [attempt: 1]],
            [Kind.DONE, 'one', [seconds: 1.5, result: 'ünï "quoted"\n\u2028', fingerprint: [source: 'abc']]],
            [Kind.FINISHED, null, [outcome: 'done']]]
    }

    private String write(List<List> entries) {
        def journal = Journal.create(file, time)
        entries.each { journal.record(it[0], it[1], it[2]); time.pass(Duration.ofSeconds(1)) }
        journal.close()
        journal.head()
    }

    private static int startOfLastLine(byte[] whole) {
        new String(whole, 0, whole.length - 1, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1
    }
}
