package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Fate
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import java.time.Duration
import spock.lang.Specification

class ResumeSpec extends Specification {
    def rig = new Rig()

    /** The engine dies here: nothing more of it is written. */
    void die() {
        rig.disk.fate.dead = true
        throw new Fate.Halted()
    }

    void startAndDie(text) {
        try {
            rig.start text
            assert false
        } catch (Fate.Halted dead) {
            rig.disk.fate = new Fate()
        }
    }

    def 'finished steps are passed by, and the one that failed runs again'() {
        given:
        boolean broken = true
        def text = plan {
            step('a') { rig.act('a'); [n: 1] }
            step('b') { rig.act("b ${result('a').n}".toString()); if (broken) { throw new EffectFailed('x') } }
        }

        when:
        rig.start text
        broken = false
        rig.time.pass(Duration.ofHours(1))
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['a', 'b 1', 'b 1']
        rig.state().interruptions()*.why() == ["step 'b' failed: x"]
    }

    def 'a step in flight is asked about, with what to type, and every other that is unknown is named'() {
        given:
        def text = plan {
            parallel(max: 1) {
                step('insert') { writes('i') { rig.act('insert') }; die() }
            }
            step('after') { rig.act('after') }
        }
        startAndDie text

        when:
        def end = rig.resume text

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains("--rerun 'insert'")
        end.why().contains("--mark-done 'insert'")
        rig.outcome('insert') == Outcome.UNKNOWN
        rig.done == ['insert']

        when:
        end = rig.resume(text, markDone: [insert: 5], why: 'I looked')

        then:
        end.outcome() == 'done'
        rig.done == ['insert', 'after']
        rig.resultOf('insert') == 5
        rig.entries().find { it.kind() == Kind.DECIDED }.data().subMap('by', 'why') == [by: 'ann@ops1', why: 'I looked']
    }

    def 'a step in flight runs again where it is safe, where it is asked for, and where its doneWhen says that it must'() {
        given:
        boolean dies = true
        def text = plan { step('s', safe: safe, doneWhen: doneWhen) { rig.act('s'); if (dies) { die() } } }
        startAndDie text
        dies = false

        when:
        def end = rig.resume(text, rerun: rerun)

        then:
        end.outcome() == outcome
        rig.done == done

        where:
        safe  | doneWhen    | rerun || outcome   | done
        true  | null        | []    || 'done'    | ['s', 's']
        false | null        | ['s'] || 'done'    | ['s', 's']
        false | null        | []    || 'waiting' | ['s']
        false | { false }   | []    || 'waiting' | ['s']
        true  | { false }   | []    || 'done'    | ['s', 's']
    }

    def 'a step in flight whose doneWhen holds is recorded as done'() {
        given:
        boolean there = false
        def text = plan { step('s', doneWhen: { there }) { rig.act('s'); there = true; die() }; step('t') { rig.act('t') } }
        startAndDie text

        when:
        rig.resume text

        then:
        rig.done == ['s', 't']
        rig.outcome('s') == Outcome.ALREADY_DONE
    }

    def 'a doneWhen that cannot be answered leaves the step unknown'() {
        given:
        def reachable = true
        def text = plan { step('s', doneWhen: { if (!reachable) { throw new EffectFailed('no route') }; false }) { reachable = false; die() } }
        startAndDie text

        when:
        def end = rig.resume text

        then:
        end.status() == ExitStatus.FAILED
        end.why().contains('no route')
        rig.outcome('s') == Outcome.UNKNOWN
    }

    def 'a step that began a job before anything else attaches to it, and took as long as the job did'() {
        given:
        boolean first = true
        def text = plan {
            step('export') {
                if (scope.remembered('job 1') == null) {
                    scope.remember('job 1', [pid: 7])
                    rig.act('started')
                    rig.time.pass(Duration.ofHours(2))
                    die()
                }
                rig.act("attached to ${scope.remembered('job 1').pid}".toString())
                rig.time.pass(Duration.ofHours(1))
            }
        }
        startAndDie text

        when:
        rig.time.pass(Duration.ofMinutes(30))
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['started', 'attached to 7']
        rig.state().step('export').get().seconds() == 3.5 * 3600
    }

    def 'a step that wrote before its job is asked about'() {
        given:
        def text = plan { step('export') { writes('rm old'); scope.remember('job 1', [pid: 7]); die() } }
        startAndDie text

        expect:
        rig.resume(text).status() == ExitStatus.WAITING
    }

    def 'a clock that was set back gives no negative lengths'() {
        given:
        boolean died = false
        def text = plan {
            manual('m')
            step('export') { if (!died) { died = true; scope.remember('job 1', [pid: 7]); rig.time.setBack(Duration.ofHours(5)); die() } }
        }
        rig.answer = { manual, instructions, failed -> new People.Answer('ann', [:]) }
        startAndDie text

        when:
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.state().steps().every { it.seconds() >= 0 }
        rig.state().steps()*.path() == ['m', 'export']
    }

    def 'the retries that are left come from the journal of an engine that died, and are all there again after a failure that a person saw'() {
        given:
        int tries = 0
        def dieAt = 3
        def text = plan { step('s', retries: 3, safe: true) { if (++tries == dieAt) { die() }; throw new EffectFailed("no $tries") } }
        startAndDie text

        when: 'two of three retries are used'
        rig.resume text

        then:
        tries == 3 + 2

        when:
        rig.resume text

        then:
        tries == 5 + 4
    }

    def 'a finished step whose #what changed stops the resume with the difference and what to type'() {
        given:
        def before = plan { step('import', parts: ['params.batch': '500']) { rig.act('import') }; step('b') { throw new EffectFailed('x') } }
        def after = plan { step(parts + [parts: parts], 'import') { rig.act('again') }; step('b') { rig.act('b') } }
        rig.start before

        when:
        rig.resume after

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.DAMAGED
        refused.message.contains(said)
        refused.message.contains("--accept-changes 'import'")
        rig.entries().last().kind() == Kind.STOPPED

        when:
        rig.resume(after, accept: ['import'])

        then:
        rig.done == ['import', 'b']

        when: 'it was accepted once and for all'
        rig.resume(after, rerun: ['b'])

        then:
        rig.done == ['import', 'b', 'b']

        where:
        what          | parts                                        | said
        'source'      | [source: 'other', 'params.batch': '500']     | 'source changed'
        'parameter'   | ['params.batch': '1000']                     | '`params.batch` 500 → 1000'
    }

    def 'a changed step can be run again instead'() {
        given:
        def before = plan { step('import', source: 'one') { rig.act('one') }; step('b') { throw new EffectFailed('x') } }
        rig.start before

        when:
        def end = rig.resume(plan { step('import', source: 'two') { rig.act('two') }; step('b') {} }, rerun: ['import'])

        then:
        end.outcome() == 'done'
        rig.done == ['one', 'two']
    }

    def 'a finished step that vanished, was renamed, or stands behind a new one stops the resume'() {
        given:
        rig.start plan { step('a', source: 's') { rig.act('a') }; step('b') { throw new EffectFailed('x') } }

        when:
        rig.resume plan { step('c', source: 's') { rig.act('c') }; step('b') {} }

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.DAMAGED
        refused.message.contains("'a' has vanished")
        refused.message.contains("--renamed 'a=NEW NAME'")

        when:
        rig.resume(plan { step('c', source: 's') { rig.act('c') }; step('b') {} }, renamed: [a: 'c'])

        then:
        rig.done == ['a']
        rig.outcome('c') == Outcome.DONE
    }

    def 'a new step before finished ones stops the resume'() {
        given:
        rig.start plan { step('a') { rig.act('a') }; step('b') { throw new EffectFailed('x') } }
        def after = plan { step('new') { rig.act('new') }; step('a') { rig.act('a') }; step('b') {} }

        when:
        rig.resume after

        then:
        def refused = thrown RunbookException
        refused.message.contains("'new' is new and stands before finished steps")

        when:
        rig.resume(after, accept: ['new'])

        then:
        rig.done == ['a', 'new']
    }

    def 'the step that failed, and later ones, may be edited'() {
        given:
        rig.start plan { step('a') {}; step('b', source: 'one') { throw new EffectFailed('x') }; step('c') {} }

        expect:
        rig.resume(plan { step('a') {}; step('b', source: 'two') {}; step('d') {} }).outcome() == 'done'
    }

    def 'a step that read a result which is another one now is asked about'() {
        given:
        int n = 1
        def text = plan {
            step('count') { n }
            step('unrelated') { rig.act('unrelated') }
            step('use') { rig.act("use ${result('count')}".toString()) }
            step('b') { throw new EffectFailed('x') }
        }
        rig.start text

        when:
        n = 2
        def end = rig.resume(text, rerun: ['count'])

        then:
        end.status() == ExitStatus.DAMAGED
        end.why().contains("the result of 'count' changed")
        end.why().contains("--rerun 'use'")

        when:
        rig.resume(text, rerun: ['use'])

        then:
        rig.done == ['unrelated', 'use 1', 'use 2']

        when: 'the same result again changes nothing'
        end = rig.resume(text, rerun: ['count'])

        then:
        end.why() == "step 'b' failed: x"
        rig.done == ['unrelated', 'use 1', 'use 2']
    }

    def 'a secret that a step read is read again, and must be the same'() {
        given:
        def value = 'hunter22'
        def broken = true
        def text = plan {
            step('read', safe: true) { reads('vault') { rig.act('read'); Secret.of('it', value) } }
            step('use') { if (broken) { throw new EffectFailed('x') }; rig.act((result('read') as Secret).reveal()); null }
        }
        rig.start text

        when:
        broken = false
        def end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.done == ['read', 'read', 'hunter22']

        when:
        value = 'another1'
        end = rig.resume(text, rerun: ['use'])

        then:
        end.status() == ExitStatus.DAMAGED
        end.why().contains('is another one now')
        end.why().contains("--rerun 'read'")
        !end.why().contains('another1')
    }

    def 'a name that several steps have is refused with all of them, and a wrong one with the nearest'() {
        given:
        def text = plan {
            forEach('room', ['x', 'y']) { room -> step('import') { rig.act(room) } }
            step('last') { throw new EffectFailed('x') }
        }
        rig.start text

        when:
        rig.resume(text, markDone: [import: null], why: 'x')

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.INVALID
        refused.message.contains("'room[x]/import', 'room[y]/import'")

        when:
        rig.resume(text, markDone: [lost: null], why: 'x')

        then:
        refused = thrown RunbookException
        refused.message.contains("did you mean 'last'")
        rig.entries().last().kind() == Kind.STOPPED

        when:
        rig.resume(text, rerun: ['room[y]/import'])

        then:
        rig.done == ['x', 'y', 'y']
    }

    def 'what people answered is not asked again'() {
        given:
        boolean broken = true
        rig.answer = { manual, instructions, failed -> rig.act('asked'); new People.Answer('bob', [node: 'n7']) }
        def text = plan {
            manual('which node', asks: ['node'])
            step('use') { if (broken) { throw new EffectFailed('x') }; rig.act(result('which node').node) }
        }
        rig.start text
        broken = false

        when:
        rig.resume text

        then:
        rig.done == ['asked', 'n7']
    }

    def 'a run whose engine died before it wrote anything is refused'() {
        given:
        rig.disk.fate = Fate.at(6)
        def text = plan { step('a') { rig.act('a') } }

        when:
        try {
            rig.start text
        } catch (Fate.Halted dead) {
            rig.disk.fate = new Fate()
        }
        rig.resume text

        then:
        def refused = thrown RunbookException
        refused.message.contains('its engine died before anything was begun')
        !rig.state().unfinished()
    }

    def 'a lost answer makes the step unknown, and the message says so'() {
        when:
        def end = rig.start plan { step('commit') { writes('commit') { throw new OutcomeUnknown('sql on source: commit: the connection was lost', null) } } }

        then:
        end.why() == "it is unknown whether step 'commit' finished: sql on source: commit: the connection was lost"
        rig.outcome('commit') == Outcome.UNKNOWN
    }
}
