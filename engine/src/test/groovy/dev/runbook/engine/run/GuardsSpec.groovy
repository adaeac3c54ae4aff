package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import spock.lang.Specification

class GuardsSpec extends Specification {
    def rig = new Rig()
    boolean versionsFit = true
    boolean broken = true

    def text = plan {
        step('a') { writes('a') { rig.act('a') } }
        step('versions', guard: true) { rig.act('asked'); if (!versionsFit) { throw new EffectFailed('2.29 expected, 3.0 found') } }
        step('b') { if (broken) { throw new EffectFailed('x') }; rig.act('b') }
    }

    def 'a guard is asked before any write, and in its place; the one that stands first only once'() {
        when:
        rig.start text

        then:
        rig.done == ['asked', 'a', 'asked']

        when:
        def other = new Rig()
        other.start plan { step('g', guard: true) { other.act('asked') }; step('a') { other.act('a') } }

        then:
        other.done == ['asked', 'a']
    }

    def 'it is asked at every start of the engine, and a finished one that does not hold any more stops the run before any write'() {
        given:
        rig.start text
        rig.done.clear()
        broken = false
        versionsFit = false

        when:
        def end = rig.resume text

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains("guard 'versions'")
        end.why().contains('3.0 found')
        rig.done == ['asked']
        rig.outcome('versions') == Outcome.FAILED

        when:
        versionsFit = true
        end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['asked', 'asked', 'asked', 'b']
    }

    def 'one that writes is refused'() {
        when:
        def end = rig.start plan { step('a') {}; step('g', guard: true) { writes('rm') { rig.act('rm') } } }

        then:
        end.status() != ExitStatus.DONE
        end.why().contains('may only read')
        rig.done == []
    }

    def 'one that needs a result which is not there yet is asked in its place alone'() {
        when:
        def end = rig.start plan {
            step('count') { 7 }
            step('g', guard: true) { rig.act("seen ${result('count')}".toString()) }
        }

        then:
        end.outcome() == 'done'
        rig.done == ['seen 7']
    }

    def 'one in a group that was not entered is not asked'() {
        when:
        rig.start plan {
            step('a') { rig.act('a') }
            group('g', when: { false }) { step('guard', guard: true) { rig.act('asked') } }
        }

        then:
        rig.done == ['a']
    }
}
