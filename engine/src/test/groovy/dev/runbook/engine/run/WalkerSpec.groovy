package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.Specification

class WalkerSpec extends Specification {
    def rig = new Rig()

    def 'groups and lists of items are walked in their order'() {
        when:
        rig.start plan {
            group('g') { step('a') { rig.act('a') }; group('h') { step('b') { rig.act('b') } } }
            forEach('room', ['x', 'y', 'x', [n: 1]]) { room -> step("do ${room}") { rig.act("do $room".toString()) } }
            step('c') { rig.act('c') }
        }

        then:
        rig.done == ['a', 'b', 'do x', 'do y', 'do x', 'do [n:1]', 'c']
        rig.state().steps()*.path() == ['a', 'b', 'room[x]/do x', 'room[y]/do y', 'room[x#2]/do x', 'room[{"n":1}]/do [n:1]', 'c']
    }

    def 'a group whose condition does not hold is skipped, and so is a list of items'() {
        when:
        rig.start plan {
            group('g', when: { false }) { step('a') { rig.act('a') }; manual('m') }
            forEach('room', ['x'], when: { false }) { room -> step("do ${room}") { rig.act('x') } }
            forEach('late', { rig.act('listed'); ['x'] }, when: { false }) { room -> step("late ${room}") { rig.act('x') } }
        }

        then:
        rig.done == []
        rig.state().steps()*.outcome() == [Outcome.SKIPPED] * 3
    }

    def 'a list that is known late is fixed when it is reached, and its steps are declared'() {
        given:
        def lists = [['x', 'y'], ['z']]
        def text = plan {
            forEach('room', { lists.remove(0) }) { room -> step("do ${room}") { rig.act("do $room".toString()); if (rig.done == ['do x']) { throw new EffectFailed('once') } } }
        }

        when:
        rig.start text
        rig.resume text

        then:
        rig.done == ['do x', 'do x', 'do y']
        rig.state().step('room[y]/do y').get().name() == 'do y'
    }

    def 'what is no list is refused with the name'() {
        when:
        def end = rig.start plan { forEach('room', { 7 }) { room -> step("do ${room}") {} } }

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains("forEach 'room'")
        end.why().contains('7')
    }

    /** Until the branch that this thread walks has come to its end. */
    private static void untilOver(Thread branch) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (branch.stackTrace.any { it.className == Walker.name || it.className.startsWith(Walker.name + '$') } && System.nanoTime() < patience) {
            Thread.onSpinWait()
        }
    }

    def 'branches run at once, and one that fails lets the others come to their end and no new one begin'() {
        given:
        def both = new CountDownLatch(2)
        Thread failing = null

        when:
        def end = rig.start plan {
            parallel(max: 2) {
                step('fails') { failing = Thread.currentThread(); both.countDown(); both.await(20, TimeUnit.SECONDS); throw new EffectFailed('broken') }
                step('runs') { both.countDown(); both.await(20, TimeUnit.SECONDS); untilOver(failing); rig.act('runs') }
                step('late') { rig.act('late') }
            }
            step('after') { rig.act('after') }
        }

        then:
        end.why() == "step 'fails' failed: broken"
        rig.done == ['runs']
        ['fails', 'runs', 'late', 'after'].collect { rig.outcome(it) } == [Outcome.FAILED, Outcome.DONE, Outcome.PENDING, Outcome.PENDING]
    }

    def 'a group that has begun in a branch comes to its end when a sibling failed'() {
        given:
        def both = new CountDownLatch(2)
        def failed = new CountDownLatch(1)
        rig.whenWritten = { if (it.kind() == Kind.FAILED) { failed.countDown() } }

        when:
        rig.start plan {
            parallel(max: 2) {
                step('fails') { both.countDown(); both.await(20, TimeUnit.SECONDS); throw new EffectFailed('broken') }
                group('g') {
                    step('first') { both.countDown(); both.await(20, TimeUnit.SECONDS); failed.await(20, TimeUnit.SECONDS) }
                    step('second') { rig.act('second') }
                }
            }
        }

        then:
        rig.outcome('first') == Outcome.DONE
        rig.done == ['second']
    }

    def 'keepGoing tries the other items too, and the first failure stops the run afterwards'() {
        when:
        def end = rig.start plan {
            forEach('room', ['x', 'y', 'z'], max: max, keepGoing: true) { room -> step("do ${room}") { if (room == 'x') { throw new EffectFailed('broken') }; rig.act(room) } }
            step('after') { rig.act('after') }
        }

        then:
        end.why() == "step 'do x' failed: broken"
        rig.done as Set == ['y', 'z'] as Set

        where:
        max << [1, 2]
    }

    def 'parallel branches go on where they were, one finished and one not'() {
        given:
        int tries = 0
        def text = plan {
            parallel(max: 2) {
                step('good') { rig.act('good') }
                step('bad') { if (++tries == 1) { throw new EffectFailed('x') }; rig.act('bad') }
            }
        }

        when:
        rig.start text
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['good', 'bad']
    }

    def 'outage marks are set once'() {
        given:
        int tries = 0
        def text = plan {
            outageBegins('chat')
            step('a') { if (++tries == 1) { throw new EffectFailed('x') } }
            outageEnds('chat')
        }

        when:
        rig.start text
        rig.time.pass(Duration.ofMinutes(5))
        rig.resume text

        then:
        rig.state().outages()*.name() == ['chat']
        Duration.between(rig.state().outages()[0].began(), rig.state().outages()[0].ended()) == Duration.ofMinutes(5)
    }

    def 'notBefore waits, and can be interrupted'() {
        given:
        def until = Instant.parse('2026-11-21T10:00:00Z')
        def text = plan { notBefore(until); step('a') { rig.act("${rig.time.now() >= until}".toString()) } }

        when:
        rig.start text

        then:
        rig.done == ['true']
        rig.told == ["waiting until $until".toString()]

        when:
        def other = new Rig()
        other.time.whenPausing = { if (other.time.pauses.size() == 3) { other.stop.ask() } }
        def end = other.start text

        then:
        end.status() == ExitStatus.INTERRUPTED
        other.time.pauses.size() == 3
    }

    def 'a point of no return and a destructive step need consent by name, once'() {
        given:
        int tries = 0
        def text = plan {
            pointOfNoReturn('cutover')
            step('drop', typed: 'chat') { rig.act('drop'); if (++tries == 1) { throw new EffectFailed('x') } }
        }

        when:
        def end = rig.start text

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains("--consent 'cutover'")
        rig.state().outcome() == 'waiting'

        when:
        rig.consents = ['cutover']
        end = rig.resume text

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains("--consent 'drop'")
        rig.done == []

        when:
        rig.consents = ['drop']
        rig.resume text
        rig.consents = []
        end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['drop', 'drop']
    }

    def 'onFailure runs when the run stops on a failed step, knows which, and never hides the failure'() {
        when:
        def end = rig.start plan {
            step('a') { throw new EffectFailed('broken') }
            onFailure { failure -> rig.act("$failure.step: $failure.message".toString()); if (worse) { throw new EffectFailed('worse') } }
        }

        then:
        rig.done == ["a: step 'a' failed: broken"]
        end.why() == "step 'a' failed: broken"
        rig.told == told

        where:
        worse | told
        false | []
        true  | ['onFailure failed too: worse']
    }

    def 'onFailure does not run for an interruption'() {
        when:
        rig.start plan {
            step('a') { rig.stop.ask() }
            step('b') {}
            onFailure { rig.act('called') }
        }

        then:
        rig.done == []
    }
}
