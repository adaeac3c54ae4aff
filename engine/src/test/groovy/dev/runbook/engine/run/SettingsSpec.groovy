package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Fate
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.RunbookException
import spock.lang.Specification

class SettingsSpec extends Specification {
    def rig = new Rig()
    int limit = 10

    def raised(Closure inside) {
        plan {
            temporarily('limit', { reads('get') { limit } }, { was -> writes('set') { rig.act("set over $was".toString()); limit = 99 } }, { was -> writes('put') { rig.act("put $was".toString()); limit = was } }) {
                step('work') { inside() }
            }
        }
    }

    def 'a setting is raised for its steps and put back: #what'() {
        when:
        def end = rig.start raised(inside.curry(rig))

        then:
        limit == 10
        rig.done == ['set over 10', 'put 10']
        end.outcome() == outcome
        rig.outcome('limit') == state

        where:
        what                 | inside                                      | outcome       | state
        'when all went well' | { it -> }                                   | 'done'        | Outcome.DONE
        'when a step failed' | { it -> throw new EffectFailed('x') }       | 'failed'      | Outcome.PENDING
        'when interrupted'   | { Rig it -> it.stop.ask(); it.time.now() }  | 'done'        | Outcome.DONE
        'when a step asserts'| { it -> assert false }                      | 'failed'      | Outcome.PENDING
    }

    def 'a resumed run sets it again over the old value, which is never taken twice'() {
        given:
        boolean broken = true
        def text = raised { if (broken) { throw new EffectFailed('x') } }
        rig.start text
        broken = false
        limit = 77

        when:
        rig.resume text

        then:
        rig.done == ['set over 10', 'put 10', 'set over 10', 'put 10']
        limit == 10
    }

    def 'what a dead engine left raised is put back by resume, rollback and abandon'() {
        given:
        boolean dies = true
        def text = raised { if (dies) { rig.disk.fate.dead = true; throw new Fate.Halted() } }
        try {
            rig.start text
            assert false
        } catch (Fate.Halted dead) {
            rig.disk.fate = new Fate()
        }
        dies = false

        expect:
        limit == 99

        when:
        how.call(rig, text)

        then:
        limit == 10

        where:
        how << [{ r, t -> r.resume(t) }, { r, t -> r.rollback(t) }, { r, t -> r.abandon(t) }]
    }

    def 'a setting that cannot be put back is said, and is tried again by whoever comes next'() {
        given:
        boolean stuck = true
        def text = plan {
            temporarily('limit', { 1 }, { limit = 99 }, { was -> if (stuck) { throw new EffectFailed('no route') }; limit = was }) { step('a') { rig.act('a') } }
        }

        when:
        def end = rig.start text

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains("temporarily 'limit', restore: no route")
        rig.state().step('limit').get().error().contains('not restored')

        when:
        rig.abandon text

        then:
        def refused = thrown RunbookException
        refused.message.contains("'limit' is NOT restored")

        when:
        stuck = false
        rig.abandon text

        then:
        limit == 1
        rig.state().outcome() == 'abandoned'
    }

    def 'settings inside settings are put back from the inside'() {
        when:
        rig.start plan {
            temporarily('outer', { 1 }, { rig.act('set outer') }, { rig.act('put outer') }) {
                temporarily('inner', { 2 }, { rig.act('set inner') }, { rig.act('put inner') }) {
                    step('a') { throw new EffectFailed('x') }
                }
            }
        }

        then:
        rig.done == ['set outer', 'set inner', 'put inner', 'put outer']
    }

    def 'set fails half-way: it is put back'() {
        when:
        def end = rig.start plan { temporarily('limit', { 1 }, { rig.act('half'); throw new EffectFailed('x') }, { rig.act("put $it".toString()) }) { step('a') { rig.act('a') } } }

        then:
        end.why().contains("temporarily 'limit', set: x")
        rig.done == ['half', 'put 1']
    }

    def 'it is put back when the journal takes nothing more, and that is said'() {
        given:
        def text = raised { rig.disk.fault = { if (it == 'force') { throw new IOException('Input/output error') } } }

        when:
        def end = rig.start text

        then:
        limit == 10
        end.status() == ExitStatus.FAILED
        end.why().contains('did not confirm')
        end.why().contains('Input/output error')
        rig.told.any { it.contains("'limit' is restored, which could not be written down") }

        when: 'the disk is well again'
        rig.disk.fault = {}
        rig.outcome('work') == Outcome.UNKNOWN
        end = rig.resume(text, markDone: [work: null], why: 'it was done')

        then:
        end.outcome() == 'done'
        limit == 10
        rig.kinds('limit').count(Kind.WAS) == 1
    }
}
