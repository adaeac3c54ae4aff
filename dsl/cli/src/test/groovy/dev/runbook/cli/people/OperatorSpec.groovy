package dev.runbook.cli.people

import dev.runbook.cli.Screen
import dev.runbook.cli.progress.RunView
import dev.runbook.engine.journal.RunState
import dev.runbook.engine.model.Fingerprint
import dev.runbook.engine.model.Id
import dev.runbook.engine.model.Instructions
import dev.runbook.engine.model.Manual
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.StepOptions
import dev.runbook.engine.run.Masker
import dev.runbook.engine.spi.Timekeeper
import java.time.ZoneId
import spock.lang.Specification

class OperatorSpec extends Specification {
    def screen = new Screen()
    def prompts = []
    def masker = new Masker()

    Operator operator(List<String> typed, Map settings = [:]) {
        def answers = typed?.iterator()
        def input = typed == null ? null : new LineInput() {
            String read(String prompt) { prompts << prompt; answers.hasNext() ? answers.next() : null }

            String readSecret(String prompt) { prompts << "secret $prompt".toString(); answers.hasNext() ? answers.next() : null }
        }
        new Operator('me@here', input, RunView.of(screen.console, Timekeeper.SYSTEM, ZoneId.of('UTC'), { 80 }), masker, (settings.consents ?: []) as Set, settings.production, settings.state ?: new RunState())
    }

    static Manual manual(List<String> choices = [], int need = 1) {
        new Manual(new Id('decide', 'decide', null), StepOptions.NONE, { -> null }, ['chat admins'], choices, need, null, Fingerprint.NONE, 'x:1')
    }

    static Instructions instructions(List<Instructions.Question> asks = []) {
        new Instructions(['open the page'], asks, [])
    }

    def 'where nobody can be asked, only what was consented to beforehand holds'() {
        given:
        def nobody = operator(null, [consents: ['drop it']])

        expect:
        nobody.work(manual(), instructions(), null).empty
        screen.out.contains('[ ] open the page')
        nobody.consent('cut over', 'no way back', null).empty
        nobody.consent('drop it', 'why', 'chatdb').get()
    }

    def 'work is shown with what is to do and what did not hold, and answered by the operator'() {
        when:
        def answer = operator(['']).work(manual(), instructions(), 'page: 503 == 200').get()

        then:
        answer.by() == 'me@here'
        screen.out == '\n» decide  (chat admins)\n  not yet: page: 503 == 200\n  [ ] open the page\n'
    }

    def 'a choice must be one of the choices, a secret is not shown, and several people say who they are'() {
        given:
        def asks = [new Instructions.Question('token', [], true), new Instructions.Question('colour', ['red', 'blue'], false)]

        when:
        def answer = operator(['s3cret', 'green', ' blue ', 'go', 'Ada']).work(manual(['go', 'no-go'], 2), instructions(asks), null).get()

        then:
        answer.by() == 'Ada'
        answer.values().subMap('colour', 'choice') == [colour: 'blue', choice: 'go']
        (answer.values().token as Secret).reveal() == 's3cret'
        prompts[0].startsWith('secret ')
        !screen.out.contains('s3cret')
        masker.mask('its s3cret') == 'its ••••'
        screen.out.contains('expected red or blue')
    }

    def 'consent needs the exact text, and production stands at every question'() {
        expect:
        operator(typed, [production: 'prod']).consent('drop it', 'the database', 'chatdb').orElse(null) == given
        prompts[0].contains('[PRODUCTION prod] ')

        where:
        typed      | given
        ['chatdb'] | true
        ['yes']    | false
        ['']       | false
        []         | null
    }

    def 'several things to do are ticked off one by one: typing #typed'() {
        when:
        def answer = operator(typed).work(manual(), new Instructions(['open', 'type', 'save'], [], []), null).orElse(null)

        then:
        answer?.ticks() == ticks
        answer?.done() == done
        screen.out.startsWith('\n» decide  (chat admins)\n  [ ] 1  open\n  [ ] 2  type\n  [ ] 3  save\n')
        screen.out.contains(said)

        where:
        typed             | ticks      | done  | said
        ['']              | [1: true]  | false | ''
        ['3']             | [3: true]  | false | ''
        ['-2']            | [2: false] | false | ''
        ['4', 'what', ''] | [1: true]  | false | 'expected a number from 1 to 3'
        ['?', 'all']      | [:]        | true  | '[ ] 3  save\n  [ ] 1  open'
        []                | null       | null  | ''
    }
}
