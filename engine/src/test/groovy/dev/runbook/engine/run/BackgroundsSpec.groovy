package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Outcome
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.Specification

class BackgroundsSpec extends Specification {
    /** A background waits until its run ends it, however much virtual time there is. */
    def rig = new Rig(time: new VirtualTime() {
        @Override
        void pause(Duration length) { Thread.currentThread().name == 'runbook-background' ? waiting(length) : super.pause(length) }
    })
    int rounds = 0
    def roundsMade = new CountDownLatch(3)

    static void waiting(Duration length) {
        if (length > Duration.ofHours(1)) {
            new CountDownLatch(1).await(60, TimeUnit.SECONDS)
        }
    }

    def repeats(Duration every, Closure<?> work, Closure<?> before = {}) {
        plan {
            background('pre-sync', 'cut', every: every) { work() }
            step('meanwhile') { before() }
            step('cut') { rig.act('cut') }
        }
    }

    def round() {
        rounds++
        rig.act('round')
        roundsMade.countDown()
    }

    def 'it repeats until its step starts, and has ended by then'() {
        when:
        def end = rig.start repeats(Duration.ofMillis(1), { round() }, { roundsMade.await(20, TimeUnit.SECONDS) })

        then:
        end.outcome() == 'done'
        rounds >= 3
        rig.done.last() == 'cut'
        rig.outcome('pre-sync') == Outcome.DONE
        rig.kinds('pre-sync').first() == Kind.STARTED
    }

    def 'a round that fails is noted, and the next one comes'() {
        when:
        def end = rig.start repeats(Duration.ofMillis(1), { round(); throw new EffectFailed('no route') }, { roundsMade.await(20, TimeUnit.SECONDS) })

        then:
        end.outcome() == 'done'
        rig.state().step('pre-sync').get().notes().count { it.contains('no route') } >= 2
    }

    def 'a pause is cut short when its step starts'() {
        given:
        def first = new CountDownLatch(1)

        when:
        def end = rig.start repeats(Duration.ofHours(5), { round(); first.countDown() }, { first.await(20, TimeUnit.SECONDS) })

        then:
        end.outcome() == 'done'
        rounds == 1
    }

    def 'it comes back with the next engine where the run stopped, and not where its step was begun'() {
        given:
        def first = new CountDownLatch(1)
        boolean broken = true
        def text = repeats(Duration.ofHours(5), { round(); first.countDown() }, { first.await(20, TimeUnit.SECONDS); if (broken) { throw new EffectFailed('x') } })

        when:
        rig.start text

        then:
        rig.outcome('pre-sync') == Outcome.PENDING
        rig.kinds('pre-sync').last() == Kind.PAUSED

        when:
        broken = false
        rig.resume text
        rig.resume(text, rerun: ['cut'])

        then:
        rounds == 2
        rig.outcome('pre-sync') == Outcome.DONE
    }

    def 'an interruption lets the round come to the end of its effect'() {
        given:
        def running = new CountDownLatch(1)
        def asked = new CountDownLatch(1)

        when:
        def end = rig.start repeats(Duration.ofMillis(1), {
            def words = new PlanOf.Words()
            words.writes('1') { running.countDown(); asked.await(20, TimeUnit.SECONDS); rig.act('1') }
            words.writes('2') { rig.act('2') }
        }, { running.await(20, TimeUnit.SECONDS); rig.stop.ask(); asked.countDown() })

        then:
        end.outcome() == 'interrupted'
        rig.done == ['1']
        rig.outcome('pre-sync') == Outcome.PENDING
    }
}
