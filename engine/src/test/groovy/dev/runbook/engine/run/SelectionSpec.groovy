package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.ExitStatus
import spock.lang.Specification

class SelectionSpec extends Specification {
    def rig = new Rig()

    def text = plan {
        phase 'Prepare'
        step('guard', guard: true) { rig.act('guard') }
        step('a', tags: ['slow']) { rig.act('a') }
        phase 'Move'
        pointOfNoReturn('cutover')
        temporarily('limit', { 1 }, { rig.act('set') }, { rig.act('put') }) { step('b') { rig.act('b') } }
        step('c', tags: ['slow']) { rig.act('c') }
    }

    def 'only what is wanted runs, guards always do, and what is left out is recorded with why: #what'() {
        given:
        rig.consents = ['cutover']
        rig.selection = selection

        when:
        def end = rig.start text

        then:
        end.outcome() == 'done'
        rig.done == done
        rig.state().steps().findAll { it.outcome() == Outcome.LEFT_OUT }*.path() == leftOut

        where:
        what        | selection                                           || done                                    | leftOut
        'all'       | Selection.ALL                                       || ['guard', 'a', 'set', 'b', 'put', 'c']  | []
        '--from'    | new Selection('b', null, [], [], 'x')               || ['guard', 'set', 'b', 'put', 'c']       | ['a']
        '--from c'  | new Selection('c', null, [], [], 'x')               || ['guard', 'c']                          | ['a', 'limit', 'b']
        '--phase'   | new Selection(null, 'Prepare', [], [], 'x')         || ['guard', 'a']                          | ['limit', 'b', 'c']
        '--only'    | new Selection(null, null, ['b'], [], 'x')           || ['guard', 'set', 'b', 'put']            | ['a', 'c']
        '--only tag'| new Selection(null, null, ['slow'], [], 'x')        || ['guard', 'a', 'c']                     | ['limit', 'b']
        '--skip'    | new Selection(null, null, [], ['slow', 'guard'], 'x')|| ['guard', 'set', 'b', 'put']           | ['a', 'c']
    }

    def 'a step cannot skip a point of no return by its name'() {
        given:
        rig.selection = new Selection(null, null, [], ['cutover'], null)

        expect:
        rig.start(text).status() == ExitStatus.WAITING
    }

    def 'where the step that makes a list is left out, so are the steps of its items'() {
        given:
        rig.selection = new Selection('last', null, [], [], null)

        when:
        def end = rig.start plan {
            step('list') { ['x'] }
            forEach('room', { result('list') }) { room -> step("do ${room}") { rig.act(room) } }
            step('last') { rig.act('last') }
        }

        then:
        end.outcome() == 'done'
        rig.done == ['last']
    }

    def 'what reads the result of a step that is left out is told so'() {
        given:
        rig.selection = new Selection(null, null, [], ['list'], null)

        when:
        def end = rig.start plan { step('list') { ['x'] }; step('use') { result('list') } }

        then:
        end.why().contains("reads the result of 'list', which was left-out")
    }

    def 'in a dry run the same is left out'() {
        given:
        rig.selection = new Selection('b', null, [], [], null)

        when:
        def dry = rig.dry text

        then:
        dry.failures == 0
        dry.state.outcomeOf('a') == Outcome.LEFT_OUT
        dry.state.outcomeOf('c') == Outcome.DONE
        dry.state.outcomeOf('guard') == Outcome.DONE
    }

    def 'in a dry run, a --from inside a list of items or a setting begins there'() {
        given:
        rig.selection = new Selection(from, null, [], [], null)

        when:
        def dry = rig.dry plan {
            step('a') {}
            temporarily('limit', { 1 }, {}, {}) { step('b') {} }
            forEach('room', ['x', 'y']) { room -> step("do ${room}") {} }
            step('c') {}
        }

        then:
        dry.state.steps().findAll { it.outcome() == Outcome.LEFT_OUT && it.kind() == 'step' }*.name() == leftOut

        where:
        from   | leftOut
        'b'    | ['a']
        'do y' | ['a', 'b', 'do x']
        'c'    | ['a', 'b', 'do x', 'do y']
    }
}
