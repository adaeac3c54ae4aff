package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Secret
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class StepRunnerSpec extends Specification {
    def rig = new Rig()

    def 'a step runs, and its result is in the journal before the next one starts'() {
        when:
        def end = rig.start plan {
            step('count') { reads('wc') { 7 } }
            step('use') { rig.act("${result('count')} and ${rig.entries().last().kind()}".toString()) }
        }

        then:
        end.status() == ExitStatus.DONE
        end.outcome() == 'done'
        rig.resultOf('count') == 7
        rig.done == ['7 and STARTED']
        rig.kinds('count') == [Kind.STARTED, Kind.EFFECT, Kind.DONE]
        rig.kinds(null) == [Kind.RUN, Kind.FINISHED]
    }

    def 'a sequential step costs exactly two forces: its intent and its outcome'() {
        given:
        int before = 0
        rig.whenWritten = { if (it.path() == 'one' && it.kind() == Kind.DONE) { before = rig.disk.forces } }

        when:
        rig.start plan {
            step('one') { writes('a') }
            step('two', when: { reads('asked') { true } }) { writes('b'); reads('c'); scope.note('d'); scope.measure('e', 1) }
            step('three') { before = rig.disk.forces - before }
        }

        then: 'two of the second step, and the intent of the third'
        before == 3
    }

    def 'data of every kind comes back as it went: #value'() {
        when:
        rig.start plan {
            step('make') { value }
            step('read') { rig.done << result('make') }
        }

        then:
        rig.done == [expected]

        where:
        value                                               | expected
        null                                                | null
        [a: [1, 2.50, 'x', true, null], 'b c': [:]]         | [a: [1, 2.50, 'x', true, null], 'b c': [:]]
        Instant.parse('2026-11-21T09:07:12.120Z')           | Instant.parse('2026-11-21T09:07:12.120Z')
        "a ${1 + 1} b"                                      | 'a 2 b'
        UUID.fromString('123e4567-e89b-12d3-a456-426614174000') | '123e4567-e89b-12d3-a456-426614174000'
        12345678901234567890G                               | 12345678901234567890G
        'ünï\n"\u0000\u2028'                                | 'ünï\n"\u0000\u2028'
    }

    def 'a result that is no data fails the step, which is named: #what'() {
        given:
        rig.masker.hide('hunter22')

        when:
        def end = rig.start plan { step('make') { value } }

        then:
        end.status() == ExitStatus.FAILED
        end.path() == 'make'
        end.why().contains("'make'")
        end.why().contains(said)
        !end.why().contains('hunter22')
        rig.outcome('make') == Outcome.FAILED

        where:
        what             | value               | said
        'an object'      | new Object()        | 'must be data'
        'one in a list'  | [a: [new Object()]] | 'a[0]'
        'a plain secret' | 'it is hunter22'    | 'secret'
        'too much'       | 'x' * 1_100_000     | '1 MiB'
    }

    def 'a secret as a result is not stored, and the later step gets it all the same'() {
        given:
        rig.masker.hide('hunter22')

        when:
        rig.start plan {
            step('read') { Secret.of('it', 'hunter22') }
            step('use') { rig.act((result('read') as Secret).reveal()); null }
        }

        then:
        rig.done == ['hunter22']
        !new String(rig.disk.at(Rig.JOURNAL).bytes, 'UTF-8').contains('hunter22')
    }

    def 'a failure names the step and what was thrown, stops the run, and leaves the rest pending'() {
        when:
        def end = rig.start plan {
            step('one') { writes('a') { throw new EffectFailed('host source: sh: status 3') } }
            step('two') { rig.act('two') }
        }

        then:
        end.status() == ExitStatus.FAILED
        end.outcome() == 'failed'
        end.why() == "step 'one' failed: host source: sh: status 3"
        rig.outcome('one') == Outcome.FAILED
        rig.outcome('two') == Outcome.PENDING
        rig.state().outcome() == 'failed'
        rig.done == []
    }

    def 'a mistake of the script fails its step: #what'() {
        when:
        def end = rig.start plan { step('one') { body() } }

        then:
        end.status() == ExitStatus.FAILED
        end.why().startsWith("step 'one' failed: ")
        rig.outcome('one') == Outcome.FAILED

        where:
        what           | body
        'an assertion' | { assert 1 == 2 }
        'a null'       | { null.foo() }
        'a recursion'  | { def again; again = { again() + 1 }; again() }
    }

    def 'it is tried again with pauses that double, and every attempt is in the journal'() {
        given:
        int tries = 0

        when:
        def end = rig.start plan { step('flaky', retries: 3, backoff: Duration.ofSeconds(2)) { if (++tries < 4) { throw new EffectFailed("no $tries") }; tries } }
        def retries = rig.entries().findAll { it.kind() == Kind.RETRY }

        then:
        end.outcome() == 'done'
        rig.resultOf('flaky') == 4
        rig.state().step('flaky').get().attempts() == 4
        retries*.data()*.error == ['no 1', 'no 2', 'no 3']
        [retries*.number('pause'), [2, 4, 8]].transpose().every { pause, least -> pause >= least && pause <= least * 1.11 }
        rig.time.pauses.sum(Duration.ZERO) { a -> a } >= Duration.ofSeconds(14)
    }

    def 'the last failure stops the run when the retries are used up'() {
        given:
        int tries = 0

        when:
        def end = rig.start plan { step('flaky', retries: 2) { throw new EffectFailed("no ${++tries}") } }

        then:
        end.why() == "step 'flaky' failed: no 3"
        tries == 3
    }

    def 'what is unknown is not tried again, unless it is safe'() {
        given:
        int tries = 0

        when:
        def end = rig.start plan { step('s', retries: 2, safe: safe) { writes('x') { tries++; throw new OutcomeUnknown('contact was lost', null) } } }

        then:
        tries == tried
        end.status() == ExitStatus.FAILED
        end.why() == "it is unknown whether step 's' finished: contact was lost"
        rig.outcome('s') == Outcome.UNKNOWN

        where:
        safe  | tried
        false | 1
        true  | 3
    }

    def 'a timeout interrupts the work and says so'() {
        given:
        def waits = new Object()
        boolean interrupted = false

        when:
        def end = rig.start plan {
            step('slow', timeout: Duration.ofMillis(600)) {
                reads('sleep') {
                    try {
                        synchronized (waits) { waits.wait(60_000) }
                    } catch (InterruptedException stop) {
                        interrupted = true
                        throw stop
                    }
                }
            }
        }

        then:
        interrupted
        end.why().contains("step 'slow' failed: did not end within its timeout of")
        rig.outcome('slow') == Outcome.FAILED
        !Thread.currentThread().interrupted
    }

    def 'a timeout does not make known what the effect does not know'() {
        given:
        def waits = new Object()

        when:
        def end = rig.start plan {
            step('slow', timeout: Duration.ofMillis(600)) {
                writes('commit') {
                    try {
                        synchronized (waits) { waits.wait(60_000) }
                    } catch (InterruptedException stop) {
                        throw new OutcomeUnknown('the answer was not awaited', stop)
                    }
                }
            }
        }

        then:
        rig.outcome('slow') == Outcome.UNKNOWN
        end.why().contains('the answer was not awaited')
    }

    def 'when: is answered once and skips the step where it does not hold'() {
        given:
        def text = plan {
            step('one', when: { rig.act('asked one'); false }) { rig.act('one') }
            step('two', when: { rig.act('asked two'); true }) { rig.act('two'); if (rig.done.count('two') == 1) { throw new EffectFailed('x') } }
        }

        when:
        rig.start text
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['asked one', 'asked two', 'two', 'two']
        rig.outcome('one') == Outcome.SKIPPED
    }

    def 'doneWhen: that holds records the step as done without running it'() {
        when:
        rig.start plan {
            step('one', doneWhen: { true }) { rig.act('one') }
            step('two', doneWhen: { false }) { rig.act('two') }
        }

        then:
        rig.done == ['two']
        rig.outcome('one') == Outcome.ALREADY_DONE
        rig.state().step('one').get().notes() == ['doneWhen holds: it is true']
    }

    def 'a condition that cannot be answered fails the step; one that writes is refused'() {
        when:
        def end = rig.start plan { step('one', when: { asked() }) { rig.act('one') } }

        then:
        end.status() == ExitStatus.FAILED
        rig.outcome('one') == Outcome.FAILED
        rig.done == []

        when:
        end = new Rig().start plan { step('one', when: { writes('rm -rf /') { rig.act('rm') } }) { rig.act('one') } }

        then:
        end.why().contains('may only read')
        rig.done == []
    }

    def 'interrupted once, the effect that runs comes to its end, and the step as well where it has written and may not be repeated'() {
        when:
        def end = rig.start plan {
            step('s', safe: safe) {
                if (writesFirst) {
                    writes('first') { rig.act('first'); rig.stop.ask() }
                } else {
                    reads('first') { rig.act('first'); rig.stop.ask() }
                }
                writes('second') { rig.act('second') }
            }
            step('after') { rig.act('after') }
        }

        then:
        end.status() == ExitStatus.INTERRUPTED
        end.outcome() == 'interrupted'
        rig.done == happened
        rig.outcome('s') == outcome
        rig.outcome('after') == Outcome.PENDING
        rig.state().outcome() == 'interrupted'

        where:
        safe  | writesFirst || happened            | outcome
        true  | true        || ['first']           | Outcome.FAILED
        false | false       || ['first']           | Outcome.FAILED
        false | true        || ['first', 'second'] | Outcome.DONE
    }

    def 'interrupted twice, the effect that runs is aborted: unknown where it has written and may not be repeated'() {
        given:
        def waits = new Object()

        when:
        def end = rig.start plan {
            step('s', safe: safe) {
                writes('first') {
                    rig.stop.ask()
                    rig.stop.ask()
                    synchronized (waits) { waits.wait(60_000) }
                }
            }
        }

        then:
        end.status() == ExitStatus.INTERRUPTED
        end.why() == "interrupted in step 's'"
        rig.outcome('s') == outcome
        !Thread.currentThread().interrupted

        where:
        safe  | outcome
        true  | Outcome.FAILED
        false | Outcome.UNKNOWN
    }

    def 'an interruption is heard in the pause before a retry'() {
        given:
        rig.time.whenPausing = { rig.stop.ask() }

        when:
        def end = rig.start plan { step('s', retries: 3, backoff: Duration.ofHours(1)) { throw new EffectFailed('x') } }

        then:
        end.status() == ExitStatus.INTERRUPTED
        rig.outcome('s') == Outcome.FAILED
        rig.time.now() < Instant.parse('2026-11-21T09:08:00Z')
    }
}
