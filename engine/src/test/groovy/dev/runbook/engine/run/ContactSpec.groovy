package dev.runbook.engine.run

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.NotReached
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class ContactSpec extends Specification {
    final List<Duration> pauses = []
    final List<String> said = []
    def contact = new Contact([now: { -> Instant.EPOCH }, nanos: { -> pauses*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length }] as Timekeeper)
    int calls = 0

    private Object perform(boolean writes, List<Throwable> failures) {
        def work = { ->
            def failure = calls < failures.size() ? failures[calls] : null
            calls++
            if (failure) {
                throw failure
            }
            'value'
        }
        contact.perform(writes ? Effect.writes('sh', 'a', 'x', work) : Effect.reads('probe', 'a', 'x', work)) { said << it }
    }

    private static lost() { new OutcomeUnknown('reset', null) }

    private static away() { new NotReached('refused', null) }

    def "a read whose answer was lost is asked again, also while the server is away, with longer and longer pauses"() {
        expect:
        perform(false, [lost(), away(), away()]) == 'value'
        calls == 3 + 1
        pauses.size() == 3
        pauses == pauses.toSorted()
        said[0].startsWith('contact was lost (reset); trying again in ')
    }

    def "a write whose answer was lost is never repeated"() {
        when:
        perform(true, [lost()])

        then:
        thrown(OutcomeUnknown)
        calls == 1
    }

    def "who never answered is not waited for, #writes"() {
        when:
        perform(writes, [away()])

        then:
        thrown(NotReached)
        calls == 1

        where:
        writes << [true, false]
    }

    def "to who answered before, what certainly was not sent is sent later, #writes"() {
        given:
        perform(false, [])
        calls = 0

        expect:
        perform(writes, [away(), away()]) == 'value'
        calls == 3

        where:
        writes << [true, false]
    }

    def "after two minutes it is unknown, and the message says that contact is lost: #writes"() {
        given:
        perform(false, [])
        calls = 0

        when:
        perform(writes, [writes ? away() : lost()] * 99)

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('lost contact: it was sought for 2 m 00 s in vain. ' + says)
        pauses*.toMillis().sum() <= 132_000

        where:
        writes | says
        true   | 'Nothing was sent.'
        false  | 'This only reads, and changed nothing.'
    }

    def "a definite failure stands"() {
        when:
        perform(false, [new EffectFailed('no such table')])

        then:
        thrown(EffectFailed)
        calls == 1
    }
}
