package dev.runbook.engine.run

import dev.runbook.engine.journal.RunState
import dev.runbook.engine.model.Fingerprint
import dev.runbook.engine.model.ForEach
import dev.runbook.engine.model.Id
import dev.runbook.engine.model.Plan
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Step
import dev.runbook.engine.model.StepOptions
import spock.lang.Specification

class SelectionNamesSpec extends Specification {
    private static Step step(String name, String phase) {
        new Step(new Id(name, name, phase), StepOptions.NONE, { -> null }, null, null, Fingerprint.NONE, 'x:1')
    }

    private static Plan plan(List nodes) {
        new Plan(null, null, [], [], [], [], nodes, null)
    }

    def 'a name that nothing in the plan has is refused with a suggestion: #selection'() {
        when:
        selection.require(plan([step('copy', 'Move'), step('check', 'Confirm')]), RunState.of([]))

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        where:
        selection                                     || says
        new Selection(null, null, ['cpoy'], [], null) || "--only: the runbook has no step 'cpoy', and no step with that tag; did you mean 'copy'?"
        new Selection(null, null, [], ['none'], null) || "--skip: the runbook has no step 'none'"
        new Selection('chek', null, [], [], null)     || "--from: the runbook has no step 'chek'; did you mean 'check'?"
        new Selection(null, 'Mvoe', [], [], null)     || "--phase: the runbook has no phase 'Mvoe'; did you mean 'Move'?"
    }

    def 'names of the plan are taken, and of the steps of a list that only the run knows nobody can tell'() {
        when:
        new Selection('copy', 'Move', ['copy'], ['check'], null).require(plan([step('copy', 'Move'), step('check', 'Confirm')]), RunState.of([]))
        new Selection(null, null, ['import Ann'], [], null).require(plan([open()]), RunState.of([]))

        then:
        noExceptionThrown()
    }

    private static ForEach open() {
        new ForEach(new Id('user', 'user', null), StepOptions.NONE, { -> null }, null, { item, prefix -> [] }, 1, false)
    }
}
