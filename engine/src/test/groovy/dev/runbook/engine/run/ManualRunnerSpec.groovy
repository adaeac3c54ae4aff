package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.journal.Kind
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.Secret
import java.time.Duration
import spock.lang.Specification

class ManualRunnerSpec extends Specification {
    def rig = new Rig()

    def by(String who, Map values = [:]) { new People.Answer(who, values) }

    def 'the run waits where nobody can be asked, and goes on where somebody says it is done'() {
        given:
        def text = plan { manual('page'); step('a') { rig.act('a') } }

        when:
        def end = rig.start text

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains("--mark-done 'page'")
        rig.outcome('page') == Outcome.WAITING

        when:
        rig.answer = { manual, instructions, failed -> rig.time.pass(Duration.ofMinutes(10)); by('bob') }
        end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.resultOf('page') == [by: 'bob']
        rig.state().step('page').get().seconds() == 600
    }

    def 'a check that does not hold puts it back to waiting, with what it showed'() {
        given:
        def answers = []
        rig.answer = { manual, instructions, failed -> answers << failed; by('bob') }
        int asked = 0

        when:
        def end = rig.start plan { manual('page') { ++asked == 2 } }

        then:
        end.outcome() == 'done'
        answers == [null, 'it holds: it is false']
        rig.state().step('page').get().verifications()*.held == [false, true]
    }

    def 'any choice but the first stops the run'() {
        given:
        rig.answer = { manual, instructions, failed -> by('bob', [choice: choice]) }

        when:
        def end = rig.start plan { manual('go?', choices: ['go', 'no-go']); step('a') { rig.act('a') } }

        then:
        end.status() == status
        rig.outcome('go?') == outcome

        where:
        choice  | status            | outcome
        'go'    | ExitStatus.DONE   | Outcome.DONE
        'no-go' | ExitStatus.FAILED | Outcome.FAILED
    }

    def 'two different people are needed where it says so, and who answered an earlier engine need not do so again'() {
        given:
        def queue = ['ann', 'ann', null, 'bob']
        rig.answer = { manual, instructions, failed -> def who = queue.remove(0); who ? by(who) : null }
        def text = plan { manual('four eyes', need: 2) }

        when:
        def end = rig.start text

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains('answered by ann; 2 different people are needed')

        when:
        end = rig.resume text

        then:
        end.outcome() == 'done'
        rig.resultOf('four eyes') == [by: 'ann, bob']
    }

    def 'a secret answer is not stored, and the step after it gets it'() {
        given:
        rig.masker.hide('hunter22')
        rig.answer = { manual, instructions, failed -> by('bob', ['secret token': Secret.of('token', 'hunter22')]) }

        when:
        rig.start plan { manual('token', asks: ['secret token']); step('a') { rig.act((result('token')['secret token'] as Secret).reveal()); null } }

        then:
        rig.done == ['hunter22']
        !new String(rig.disk.at(Rig.JOURNAL).bytes, 'UTF-8').contains('hunter22')
    }

    def 'a check that cannot be made does not hold: people mend what is in its way, and are asked again'() {
        given:
        def answers = []
        rig.answer = { manual, instructions, failed -> answers << failed; answers.size() < 3 ? by('bob') : null }

        when:
        def end = rig.start plan { manual('page') { throw new EffectFailed('no route') } }

        then:
        end.status() == ExitStatus.WAITING
        answers == [null, 'it holds: no route', 'it holds: no route']
        rig.outcome('page') == Outcome.WAITING
    }

    def 'conditions stand before people are asked'() {
        when:
        rig.start plan { manual('a', when: { false }); manual('b', doneWhen: { true }) }

        then:
        rig.outcome('a') == Outcome.SKIPPED
        rig.outcome('b') == Outcome.ALREADY_DONE
        rig.entries().every { it.kind() != Kind.WAITING }
    }
}
