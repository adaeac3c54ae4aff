package dev.runbook.engine.journal

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

/** Damage of every sort: the journal reads as it was, as a clean beginning of it, or not at all; never as something else. */
class JournalFuzzSpec extends Specification {
    static final Path FILE = Path.of('/runs/r1/journal.jsonl')
    static final int CORRUPTIONS = Integer.getInteger('runbook.corruptions', 6000)

    @Shared
    List<Entry> entries
    @Shared
    byte[] whole
    @Shared
    List<Integer> ends = []
    @Shared
    MemoryDisk disk = new MemoryDisk()

    def setupSpec() {
        def journal = Journal.create(FILE, new VirtualTime(), disk)
        journal.record(Kind.RUN, null, [run: 'r1', steps: (0..<4).collect { [path: "step $it".toString(), name: "step $it".toString(), phase: null, kind: 'step'] }])
        4.times {
            def path = "step $it".toString()
            journal.record(Kind.STARTED, path, [attempt: 1])
            journal.append(Kind.EFFECT, path, [kind: 'sh', target: 'source', what: 'printf "ünï"\n' * it, writes: true, seconds: 0.1])
            journal.append(Kind.NOTE, path, [text: 'going on'])
            journal.record(Kind.DONE, path, [seconds: 1.5, result: [n: it, text: 'x' * it * 9], fingerprint: [source: 'abc']])
        }
        journal.append(Kind.NOTE, null, [text: 'one that was not forced'])
        entries = JournalFile.read(FILE, disk).entries()
        whole = disk.at(FILE).bytes
        whole.eachWithIndex { byte each, int at -> if (each == (byte) '\n') { ends << at + 1 } }
    }

    /** The entries that are read, or null where the journal is refused, as it should be: with a line, and status 5. */
    List<Entry> readOf(byte[] damaged) {
        disk.files[FILE].bytes = damaged
        try {
            def read = JournalFile.read(FILE, disk).entries()
            assert read.equals(entries.subList(0, read.size()))
            return read
        } catch (RunbookException refused) {
            assert refused.status() == ExitStatus.DAMAGED
            assert refused.message =~ /damaged at line \d+ of/
            return null
        }
    }

    def 'every truncation is a clean beginning, and the next engine goes on from there'() {
        expect:
        (0..whole.length).each { int length ->
            assert readOf(Arrays.copyOf(whole, length)).size() == Collections.binarySearch(ends, length).with { it < 0 ? -it - 1 : it + 1 }
        }
        (0..whole.length).step(211).each { int length ->
            disk.files[FILE].bytes = Arrays.copyOf(whole, length)
            def torn = !(length == 0 || length in ends)
            def next = Journal.open(FILE, new VirtualTime(), disk)
            next.record(Kind.NOTE, null, [text: 'more'])
            def read = JournalFile.read(FILE, disk)
            assert read.entries().size() == ends.count { it <= length } + (torn ? 2 : 1)
            assert !read.torn()
        }
    }

    def 'thousands of single bytes that are others are all refused'() {
        given:
        long seed = Long.getLong('runbook.seed', System.nanoTime())
        def random = new Random(seed)
        println "corruptions: $CORRUPTIONS, seed: $seed"

        expect:
        CORRUPTIONS.times {
            byte[] damaged = whole.clone()
            int at = random.nextInt(whole.length)
            byte other = it % 7 == 0 ? (byte) 0 : it % 7 == 1 ? (byte) 10 : (byte) (damaged[at] ^ (1 << random.nextInt(8)))
            if (other != damaged[at]) {
                damaged[at] = other
                assert readOf(damaged) == null : "byte $at -> $other, seed $seed"
            }
        }
    }

    def 'lines that are swapped, doubled, dropped or joined are refused, except at the very end'() {
        given:
        def lines = new String(whole, 'UTF-8').split('(?<=\n)') as List

        expect:
        (0..<lines.size() - 1).each { int at ->
            assert readOf(lines.withIndex().collect { line, i -> i == at ? lines[at + 1] : i == at + 1 ? lines[at] : line }.join('').bytes) == null
            assert readOf(lines.withIndex().collect { line, i -> i == at ? line + line : line }.join('').bytes) == null
            assert readOf(lines.withIndex().collect { line, i -> i == at ? '' : line }.join('').bytes) == null
            assert readOf(lines.withIndex().collect { line, i -> i == at ? line.replace('\n', '') : line }.join('').bytes) == null
        }
    }

    def 'runs of zeros are never read as something else, and nothing that a later line proves is dropped'() {
        given:
        def random = new Random(42)

        expect:
        2000.times {
            byte[] damaged = whole.clone()
            int from = it % 3 == 0 ? (random.nextInt(whole.length) >> 9) << 9 : random.nextInt(whole.length)
            int to = it % 2 == 0 ? whole.length : Math.min(whole.length, it % 3 == 0 ? ((from >> 9) + 1 + random.nextInt(3)) << 9 : from + 1 + random.nextInt(900))
            Arrays.fill(damaged, from, to, (byte) 0)
            def read = readOf(damaged)
            assert read == null || read.size() == ends.count { it <= from }
            // the last entry but one was on the disk when the last one was written
            assert read == null || to == whole.length || ends[-2] > from && to > ends[-2]
        }
    }

    def 'whatever a crash leaves of what was not forced, what was forced is there: #loss'() {
        given:
        def other = new MemoryDisk()
        def journal = Journal.create(FILE, new VirtualTime(), other)
        forced.times { journal.record(Kind.NOTE, null, [text: 'forced' * it]) }
        9.times { journal.append(Kind.NOTE, null, [text: 'not forced ' * it]) }

        when:
        other.losePower(loss)
        def left = JournalFile.read(FILE, other)

        then:
        left.entries().size() >= forced
        left.entries().size() <= forced + 9
        left.entries()*.text('text').take(forced) == (0..<forced).collect { 'forced' * it }

        when:
        def next = Journal.open(FILE, new VirtualTime(), other)
        next.record(Kind.NOTE, null, [text: 'more'])

        then:
        JournalFile.read(FILE, other).entries().last().text('text') == 'more'

        where:
        [loss, forced] << [MemoryDisk.Loss.values().toList(), [1, 2, 5, 17]].combinations()
    }
}
