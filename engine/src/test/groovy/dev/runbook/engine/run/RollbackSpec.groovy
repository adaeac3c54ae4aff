package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Fate
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.OutcomeUnknown
import spock.lang.Specification

class RollbackSpec extends Specification {
    def rig = new Rig()

    def 'undos run newest first, with the result where there is one, also for what failed half-way or is unknown'() {
        given:
        def text = plan {
            step('a') { 1 }.undo { was -> rig.act("a $was".toString()) }
            step('none') {}
            step('b') { 2 }.undo { was -> rig.act("b $was".toString()) }
            step('c') { failure() }.undo { was -> rig.act("c $was".toString()) }
            step('d') {}.undo { rig.act('d') }
        }
        rig.start text

        when:
        def end = rig.rollback text

        then:
        end.status() == ExitStatus.DONE
        end.outcome() == 'rolled-back'
        rig.done == ['c null', 'b 2', 'a 1']
        rig.outcome('a') == Outcome.UNDONE
        rig.outcome('d') == Outcome.PENDING
        !rig.state().unfinished()

        where:
        failure << [{ throw new EffectFailed('x') }, { throw new OutcomeUnknown('x', null) }]
    }

    def 'an undo that fails stops the rollback, and the next one goes on there'() {
        given:
        boolean stuck = true
        def text = plan {
            step('a') {}.undo { rig.act('a') }
            step('b') {}.undo { if (stuck) { throw new EffectFailed('no route') }; rig.act('b') }
            step('c') {}.undo { rig.act('c') }
        }
        rig.start text

        when:
        def end = rig.rollback text

        then:
        end.status() == ExitStatus.FAILED
        end.why() == "the undo of step 'b' failed: no route. Mend it, then: runbook rollback"
        rig.done == ['c']

        when:
        stuck = false
        rig.rollback text

        then:
        rig.done == ['c', 'b', 'a']
    }

    def 'an engine that died in an undo runs that undo again, and none that was finished'() {
        given:
        boolean dies = true
        def text = plan {
            step('a') { 1 }.undo { was -> rig.act("a $was".toString()) }
            step('b') { 2 }.undo { was -> rig.act("b $was".toString()); if (dies) { rig.disk.fate.dead = true; throw new Fate.Halted() } }
            step('c') {}.undo { rig.act('c') }
        }
        rig.start text
        try {
            rig.rollback text
            assert false
        } catch (Fate.Halted dead) {
            rig.disk.fate = new Fate()
        }
        dies = false

        when:
        def end = rig.rollback text

        then:
        end.outcome() == 'rolled-back'
        rig.done == ['c', 'b 2', 'b 2', 'a 1']
    }

    def 'it does not go behind a point of no return unless told so by its name'() {
        given:
        rig.consents = ['cutover']
        def text = plan {
            step('a') {}.undo { rig.act('a') }
            pointOfNoReturn('cutover')
            step('drop', typed: 'chat') {}.undo { rig.act('drop') }
        }
        rig.consents = ['cutover', 'drop']
        rig.start text
        rig.consents = []

        when:
        def end = rig.rollback text

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains("does not go behind the point of no return 'cutover'")
        end.why().contains("runbook rollback --consent 'cutover'")
        rig.done == ['drop']

        when:
        rig.consents = ['cutover']
        end = rig.rollback text

        then:
        end.outcome() == 'rolled-back'
        rig.done == ['drop', 'a']
        rig.entries().count { it.kind() == Kind.CONSENTED } == 3
    }

    def 'a point of no return with nothing to undo behind it stops nothing'() {
        given:
        rig.consents = ['cutover']
        def text = plan {
            step('a') {}
            pointOfNoReturn('cutover')
            step('b') {}.undo { rig.act('b') }
        }
        rig.start text

        expect:
        rig.rollback(text).outcome() == 'rolled-back'
    }

    def 'steps of items are undone, newest first'() {
        given:
        def text = plan { forEach('room', { ['x', 'y'] }) { room -> step("do ${room}") { room }.undo { was -> rig.act("undo $was".toString()) } } }
        rig.start text

        when:
        rig.rollback text

        then:
        rig.done == ['undo y', 'undo x']
    }

    def 'it is interrupted between undos, and goes on'() {
        given:
        def text = plan {
            step('a') {}.undo { rig.act('a') }
            step('b') {}.undo { writes('1') { rig.act('b1'); rig.stop.ask() }; writes('2') { rig.act('b2') } }
        }
        rig.start text

        when:
        def end = rig.rollback text

        then:
        end.status() == ExitStatus.INTERRUPTED
        rig.done == ['b1', 'b2']

        when:
        rig.stop = new Stop()
        rig.rollback text

        then:
        rig.done == ['b1', 'b2', 'a']
    }

    def 'a disk that fills up stops the rollback before the next undo, and it goes on afterwards'() {
        given:
        def text = plan {
            step('a') {}.undo { writes('a') { rig.act('a') } }
            step('b') {}.undo { writes('b') { rig.act('b'); rig.disk.room = rig.disk.files.values()*.bytes*.length.sum() } }
        }
        rig.start text

        when:
        def end = rig.rollback text

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains('No space left on device')
        rig.done == ['b']

        when:
        rig.disk.room = Long.MAX_VALUE
        end = rig.rollback text

        then:
        end.outcome() == 'rolled-back'
        rig.done == ['b', 'a']
    }
}
