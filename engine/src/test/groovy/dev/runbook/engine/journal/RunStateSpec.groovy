package dev.runbook.engine.journal

import static dev.runbook.engine.journal.Kind.*

import dev.runbook.engine.model.Outcome
import java.time.Instant
import spock.lang.Specification

class RunStateSpec extends Specification {
    static final Instant START = Instant.parse('2026-11-21T09:00:00Z')
    long seq = 0
    def state = new RunState()

    def setup() {
        take(RUN, null, [run: 'r', steps: [[path: 'one', name: 'one', phase: 'A', kind: 'step'], [path: 'two', name: 'two', phase: 'A', kind: 'step']]])
    }

    def 'a run begins with all its steps pending'() {
        expect:
        state.run() == 'r'
        state.outcome() == 'running'
        state.steps()*.outcome() == [Outcome.PENDING, Outcome.PENDING]
        state.unfinished()
    }

    def 'a step is #outcome after #kinds'() {
        when:
        kinds.each { take(it, 'one', [attempt: 1, seconds: 2.0, result: 7, error: 'x']) }

        then:
        state.outcomeOf('one') == outcome
        state.outcomeOf('two') == Outcome.PENDING

        where:
        kinds                      | outcome
        [STARTED]                  | Outcome.RUNNING
        [STARTED, DONE]            | Outcome.DONE
        [STARTED, FAILED]          | Outcome.FAILED
        [STARTED, UNKNOWN]         | Outcome.UNKNOWN
        [STARTED, FAILED, STARTED] | Outcome.RUNNING
        [ALREADY_DONE]             | Outcome.ALREADY_DONE
        [SKIPPED]                  | Outcome.SKIPPED
        [LEFT_OUT]                 | Outcome.LEFT_OUT
        [WAITING]                  | Outcome.WAITING
        [WAITING, DONE]            | Outcome.DONE
        [UNKNOWN, DECIDED]         | Outcome.DONE
        [STARTED, DONE, UNDONE]    | Outcome.UNDONE
        [STARTED, RESTORED]        | Outcome.PENDING
        [STARTED, PAUSED]          | Outcome.PENDING
    }

    def 'what was in flight when the engine died is unknown to the next one, and the run has an interruption'() {
        when:
        take(STARTED, 'one', [attempt: 1], 10)
        take(EFFECT, 'one', [kind: 'sh'], 20)
        take(RESUMED, null, [by: 'me'], 100)

        then:
        state.outcomeOf('one') == Outcome.UNKNOWN
        state.step('one').get().error().contains('in flight')
        state.interruptions() == [new RunState.Interruption(START.plusSeconds(20), START.plusSeconds(100), 'the engine died')]
    }

    def 'what was seen in flight stays with the attempt that takes it up; what an attempt that failed saw goes with it'() {
        when:
        take(STARTED, 'one', [attempt: 1])
        take(EFFECT, 'one', [kind: 'sh'])
        take(before, 'one', [seconds: 1.0, error: 'x'])
        take(STARTED, 'one', [attempt: 2])

        then:
        state.step('one').get().effects().size() == effects
        state.step('one').get().attempts() == 2
        state.step('one').get().error() == null

        where:
        before  | effects
        UNKNOWN | 1
        FAILED  | 0
    }

    def 'a stop is an interruption until the run goes on, and a finished run rolled back has no other'() {
        when:
        take(STOPPED, null, [outcome: 'failed', why: 'x'], 10)
        take(RESUMED, null, [:], 20)
        take(FINISHED, null, [outcome: 'done'], 30)
        take(RESUMED, null, [why: 'rollback'], 40)

        then:
        state.interruptions() == [new RunState.Interruption(START.plusSeconds(10), START.plusSeconds(20), 'x')]
    }

    def 'what people note on a run is kept, and changes neither its end nor its interruptions'() {
        when:
        take(STOPPED, null, [outcome: 'failed', why: 'x'], 10)
        take(NOTE, null, [text: 'restarted the switch', by: 'ann'], 500)
        take(NOTE, null, [text: 'guards, asked before anything is written: versions match'], 500)

        then:
        state.last() == START.plusSeconds(10)
        state.notes()*.text('text') == ['restarted the switch']
        state.outcome() == 'failed'
    }

    def 'an outage lasts from its mark to the mark of the same name, and no mark counts twice'() {
        when:
        take(OUTAGE_BEGAN, 'outageBegins 1', [name: null], 10)
        take(OUTAGE_BEGAN, 'outageBegins 2', [name: 'search'], 20)
        take(OUTAGE_BEGAN, 'outageBegins 1', [name: null], 25)
        take(OUTAGE_ENDED, 'outageEnds 1', [name: null], 30)

        then:
        state.outages() == [new RunState.Outage(null, START.plusSeconds(10), START.plusSeconds(30)), new RunState.Outage('search', START.plusSeconds(20), null)]
    }

    def 'a renamed step takes everything along, in its place'() {
        when:
        take(ASKED, 'one', [held: true])
        take(STARTED, 'one', [attempt: 1])
        take(DONE, 'one', [seconds: 2.0, result: 7, fingerprint: [source: 'a']])
        take(RENAMED, 'uno', [from: 'one', name: 'uno'])

        then:
        state.steps()*.path() == ['uno', 'two']
        with(state.step('uno').get()) {
            name() == 'uno'
            phase() == 'A'
            outcome() == Outcome.DONE
            result() == 7
            fingerprint().parts() == [source: 'a']
        }
        state.fact(ASKED, 'uno').get().data().held
        state.fact(ASKED, 'one').empty
    }

    def 'an accepted change is the fingerprint from now on'() {
        when:
        take(DONE, 'one', [seconds: 2.0, result: 7, fingerprint: [source: 'a']])
        take(ACCEPTED, 'one', [fingerprint: [source: 'b']])

        then:
        state.step('one').get().fingerprint().parts() == [source: 'b']
        state.step('one').get().accepted()
        state.outcomeOf('one') == Outcome.DONE
        state.step('one').get().result() == 7
    }

    def 'each person\'s answer counts until the work is concluded'() {
        when:
        take(ANSWERED, 'two', [by: 'anna', values: [a: 1]])
        take(ANSWERED, 'two', [by: 'ben', values: [a: 2]])
        take(ANSWERED, 'two', [by: 'anna', values: [a: 3]])

        then:
        state.facts(ANSWERED)*.text('by') as Set == ['anna', 'ben'] as Set

        when:
        take(DONE, 'two', [seconds: 0])

        then:
        state.facts(ANSWERED) == []
    }

    def 'steps stand in the order in which they began, whatever the clock says'() {
        when:
        take(STARTED, 'two', [attempt: 1], 100)
        take(STARTED, 'one', [attempt: 1], 50)
        take(STARTED, 'two', [attempt: 2], 10)

        then:
        state.step('two').get().order() < state.step('one').get().order()
    }

    def 'steps that only the run got to know are declared by their first entry'() {
        when:
        take(STARTED, 'item[x]/do x', [attempt: 1, declared: [name: 'do x', phase: 'B', kind: 'step']])

        then:
        state.step('item[x]/do x').get().phase() == 'B'
        state.outcomeOf('item[x]/do x') == Outcome.RUNNING
    }

    def 'at rest nothing runs'() {
        when:
        take(STARTED, 'one', [attempt: 1])

        then:
        state.atRest().outcome() == 'interrupted'
        state.outcomeOf('one') == Outcome.UNKNOWN
    }

    private void take(Kind kind, String path, Map data, long seconds = seq) {
        state.take(new Entry(seq++, START.plusSeconds(seconds), kind, path, data))
    }
}
