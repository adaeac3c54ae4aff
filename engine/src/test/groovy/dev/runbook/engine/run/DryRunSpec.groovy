package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.PendingBranch
import spock.lang.Specification

class DryRunSpec extends Specification {
    def rig = new Rig()

    def 'every effect is shown and none performed, whatever the plan holds'() {
        when:
        def dry = rig.dry plan {
            step('a', when: { reads('asked') { rig.act('asked'); true } }) { writes('one') { rig.act('one') } }
            group('g') { parallel { step('b') { writes('two') { rig.act('two') } } } }
            forEach('room', { reads('ls') { rig.act('ls'); ['x'] } }) { room -> step("do it") { writes("mv $room".toString()) { rig.act('mv') } } }
            temporarily('limit', { reads('get') { rig.act('get') } }, { was -> writes('set') { rig.act('set') } }, { was -> writes('put') { rig.act('put') } }) { step('c') { writes('three') { rig.act('three') } } }
            background('pre', 'c') { writes('sync') { rig.act('sync') } }
            manual('m') { reads('page') { rig.act('page'); true } }
            pointOfNoReturn('cutover')
        }

        then:
        dry.failures == 0
        rig.done == []
        dry.entries.findAll { it.kind() == Kind.EFFECT }*.data()*.what == ['asked', 'one', 'two', 'ls', 'mv ‹each of value of probe host: ls›', 'get', 'set', 'three', 'put', 'sync', 'page']
        rig.disk.files.isEmpty()
    }

    def 'the probing one performs what only reads'() {
        when:
        rig.dry(plan { step('a') { reads('one') { rig.act('one') }; writes('two') { rig.act('two') } } }, new ProbeBackend(rig.time))

        then:
        rig.done == ['one']
    }

    def 'a step that looks into a pending value ends there and says so; one that fails is counted; the others go on'() {
        when:
        def dry = rig.dry plan {
            step('branches') { throw new PendingBranch('‹x›') }
            step('fails') { throw new EffectFailed('never') }
            step('asserts') { assert false }
            step('reads them') { "${result('branches')} ${result('fails')}".toString() }
        }

        then:
        dry.failures == 2
        dry.state.outcomeOf('fails') == Outcome.FAILED
        dry.state.outcomeOf('reads them') == Outcome.DONE
        dry.state.step('reads them').get().result() == '‹result of branches› ‹result of fails›'
    }
}
