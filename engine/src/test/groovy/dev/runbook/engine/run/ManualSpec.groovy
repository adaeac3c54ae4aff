package dev.runbook.engine.run

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.Fingerprint
import dev.runbook.engine.model.Id
import dev.runbook.engine.model.Instructions
import dev.runbook.engine.model.Judgement
import dev.runbook.engine.model.Manual
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.Plan
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.StepOptions
import dev.runbook.engine.spi.RunInfo
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification

class ManualSpec extends Specification {
    def time = new VirtualTime()
    List<Entry> entries = []
    def ledger = new MemoryLedger(time, { entries << it })
    def masker = new Masker()
    List<String> missing = []
    Map settings = [:]

    def 'what is ticked off is written down one by one, with who and when, and all of it counts as one piece of work of people'() {
        when:
        def end = run(todo: ['open', 'type', 'save'],
                said: [People.Answer.tick('bob', 2, true), People.Answer.tick('ann', 3, true), People.Answer.tick('ann', 3, false), new People.Answer('ann', [:])])

        then:
        end.status() == ExitStatus.DONE
        entries.findAll { it.kind() == Kind.TICKED }*.data()*.subMap('item', 'text', 'by', 'done') == [
            [item: 2, text: 'type', by: 'bob', done: true], [item: 3, text: 'save', by: 'ann', done: true], [item: 3, text: 'save', by: 'ann', done: false],
            [item: 1, text: 'open', by: 'ann', done: true], [item: 3, text: 'save', by: 'ann', done: true]]
        step().people().get().ticks().collectEntries { [it.key, it.value.by()] } == [1: 'ann', 2: 'bob', 3: 'ann']
        step().result() == [by: 'ann']
        step().seconds() == 4 * 60
        entries.count { it.kind() == Kind.WAITING } == 1
    }

    def 'a verification that does not hold, or cannot be made, puts the work back to waiting, and says why'() {
        given:
        def judged = [new Judgement(false, false, ['503 == 200']), null, new Judgement(true, false, ['200 == 200'])].iterator()

        when:
        def end = run(check: { judged.next() ?: { throw new EffectFailed('connection refused') }() }, said: [new People.Answer('ann', [:])] * 3)

        then:
        end.status() == ExitStatus.DONE
        missing == [null, 'page: 503 == 200', 'page: connection refused']
        entries.findAll { it.kind() == Kind.WAITING }*.text('notYet') == missing
        step().verifications()*.held == [false, false, true]
    }

    def 'an answer that is none of the choices is asked again, and any but the first stops the run'() {
        when:
        def end = run(choices: ['go', 'no-go'], said: [new People.Answer('ann', [:]), new People.Answer('ann', [choice: 'gone']), new People.Answer('ann', [choice: 'no-go'])])

        then:
        end.status() == ExitStatus.FAILED
        end.why() == "manual 'work': ann answered 'no-go'"
        missing == [null, "ann: 'choice' is not answered; expected go or no-go", "ann: 'choice': expected go or no-go, found 'gone'"]
        entries.count { it.kind() == Kind.ANSWERED } == 1
    }

    def 'several different people are needed, and the same one twice is one'() {
        when:
        def end = run(need: 2, choices: ['go'], said: [new People.Answer('ann', [choice: 'go']), new People.Answer('ann', [choice: 'go']), new People.Answer('bob', [choice: 'go'])])

        then:
        end.status() == ExitStatus.DONE
        missing == [null] + ['answered by ann; 2 different people are needed'] * 2
        step().result() == [choice: 'go', by: 'ann, bob']
    }

    def 'where nobody is there the run waits with status 3, and what was ticked off and answered stands when it goes on, with all of its length'() {
        when:
        def end = run(todo: ['open', 'save'], need: 2, said: [People.Answer.tick('bob', 1, true), new People.Answer('bob', [:])])

        then:
        end.status() == ExitStatus.WAITING
        end.why().contains("'work' (answered by bob; 2 different people are needed)")
        step().outcome() == Outcome.WAITING

        when:
        time.pause(Duration.ofHours(1))
        end = goOn([new People.Answer('ann', [:])])

        then:
        end.status() == ExitStatus.DONE
        step().result() == [by: 'bob, ann']
        step().seconds() == 3600 + 3 * 60
        entries.findAll { it.kind() == Kind.TICKED }*.text('by') == ['bob', 'bob']
    }

    def 'a secret answer stands nowhere'() {
        when:
        def end = run(asks: [new Instructions.Question('token', [], true)], said: [new People.Answer('ann', [token: Secret.of('token', 's3cret-token')])])

        then:
        end.status() == ExitStatus.DONE
        !entries.any { it.data().toString().contains('s3cret') }
        entries.find { it.kind() == Kind.WAITING }.data().asks == [[name: 'token', choices: [], secret: true]]
    }

    private step() { ledger.state().step('work').get() }

    private RunEnd run(Map given) {
        settings = given
        new Runner(prepared(given.said)).start([:])
    }

    private RunEnd goOn(List<People.Answer> said) {
        new Runner(prepared(said)).resume()
    }

    private Setup prepared(List<People.Answer> said) {
        def check = settings.check ? [new Instructions.Check('page', settings.check)] : []
        def manual = new Manual(new Id('work', 'work', null), StepOptions.NONE, { new Instructions(settings.todo ?: [], settings.asks ?: [], check) } as Manual.Script,
                ['admins'], settings.choices ?: [], settings.need ?: 1, null, Fingerprint.NONE, 'x:1')
        def plan = new Plan('t', null, [], [], [], [], [manual], null)
        def answers = said.iterator()
        def people = new People() {
            Optional<People.Answer> work(Manual m, Instructions i, String notYet) {
                if (!answers.hasNext()) { return Optional.empty() }
                missing << notYet
                time.pause(Duration.ofMinutes(1))
                Optional.of(answers.next())
            }

            Optional<Boolean> consent(String name, String why, String typed) { Optional.empty() }

            void tell(String text) { }
        }
        def info = new RunInfo('test-run', 'me', 'test', false, Path.of('.'), Path.of('.'))
        def world = [run: { info }, time: { time }, masker: { masker }] as World
        new Setup(plan, world, ledger, new LiveBackend(time), { s, l -> } as Output, people, new Stop(), Selection.ALL, Decisions.NONE)
    }
}
