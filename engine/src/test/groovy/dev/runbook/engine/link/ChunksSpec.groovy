package dev.runbook.engine.link

import spock.lang.Specification
import spock.lang.Timeout

@Timeout(20)
class ChunksSpec extends Specification {
    def chunks = new Chunks()

    def 'chunks come out in order, then the end'() {
        when:
        chunks.sink(false, false).write('out'.bytes)
        chunks.sink(true, true).withCloseable { it.write('err'.bytes) }

        then:
        with(chunks.next(0)) { new String(bytes()) == 'out' && !error() }
        with(chunks.next(0)) { new String(bytes()) == 'err' && error() }
        chunks.next(0) === Chunks.END
        chunks.next(0) === Chunks.END
    }

    def 'what is put is a copy'() {
        given:
        def reused = 'one'.bytes

        when:
        chunks.put(reused, 0, 3, false)
        reused[0] = 0

        then:
        new String(chunks.next(0).bytes()) == 'one'
    }

    def 'nothing yet is null, and so is a nudge'() {
        expect:
        chunks.next(1) == null

        when:
        chunks.nudge()

        then:
        chunks.next(Long.MAX_VALUE) == null
        chunks.next(1) == null
    }

    def 'a full queue holds the writer up until somebody reads, or until nobody has read for a while'() {
        given:
        def mega = new byte[1 << 20]
        def writer = Thread.start { 7.times { chunks.put(mega, 0, mega.length, false) } }

        expect: 'the writer comes through although nobody reads: it may serve others, for whom the reader waits'
        writer.join()
        (1..7).every { chunks.next(0).bytes().length == mega.length }
        chunks.next(1) == null
    }

    def 'after the end nothing is kept, and no writer waits'() {
        when:
        chunks.end()
        20.times { chunks.put(new byte[1 << 20], 0, 1 << 20, false) }

        then:
        chunks.next(0) === Chunks.END
    }
}
