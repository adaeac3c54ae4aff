package dev.runbook.engine.forecast

import static dev.runbook.engine.forecast.Planned.*
import static dev.runbook.engine.journal.Kind.*

import dev.runbook.engine.model.Id
import dev.runbook.engine.model.NotBefore
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.PointOfNoReturn
import dev.runbook.engine.model.RunbookException
import java.time.Duration
import spock.lang.Specification

class ForecastSpec extends Specification {
    def 'steps in order begin one after the other, and each human action has its time'() {
        given:
        def plan = plan(step('a'), manual('look'), step('b'), manual('sign'))
        def history = history(run(a: 600, look: [seconds: 300, kind: 'manual'], b: 60, sign: [seconds: 30, kind: 'manual']))

        when:
        def forecast = Forecast.of(plan, history, Scale.NONE, START)

        then:
        forecast.humanActions()*.name() == ['look', 'sign']
        near(due(forecast.step('look').get().due()), 600)
        near(due(forecast.step('sign').get().due()), 960)
        forecast.nextHumanAction().get().name() == 'look'
        near(forecast.seconds(false), 660)
        near(forecast.seconds(true), 330)
        forecast.dominating()*.name() == ['a', 'look', 'b', 'sign']
        !forecast.ends().atLeast()
    }

    def 'a path that is renamed or inserted is unknown, and the others keep their times'() {
        when:
        def forecast = Forecast.of(plan(step('a'), step('new'), step('renamed'), step('c')), history(run(a: 10, b: 20, c: 30)), Scale.NONE, START)

        then:
        forecast.steps()*.length()*.basis() == [Basis.HISTORY, Basis.UNKNOWN, Basis.UNKNOWN, Basis.HISTORY]
        forecast.steps()*.due()*.atLeast() == [false, false, true, true]
        forecast.ends().atLeast()
        forecast.unknown()*.name() == ['new', 'renamed']
    }

    def 'expect: counts until a run was timed, and is unknown where neither is'() {
        expect:
        Forecast.of(plan(step('a', '10m'), step('b')), past, Scale.NONE, START).steps()*.length()*.basis() == basis

        where:
        past                      | basis
        History.NONE              | [Basis.EXPECTED, Basis.UNKNOWN]
        history(run(a: 5))        | [Basis.HISTORY, Basis.UNKNOWN]
        history(run(a: 5, b: 7))  | [Basis.HISTORY, Basis.HISTORY]
    }

    def 'at most #max of three branches at once: all is over after #seconds'() {
        given:
        def plan = plan(parallel(max, step('a'), step('b'), step('c')), step('after'))

        expect:
        near(due(Forecast.of(plan, history(run(a: 1000, b: 600, c: 600, after: 10)), Scale.NONE, START).step('after').get().due()), seconds, 0.1)

        where:
        max | seconds
        1   | 2200
        2   | 1250
        3   | 1030
    }

    def 'the critical path is what everything waits for'() {
        when:
        def forecast = Forecast.of(plan(step('a'), parallel(2, step('long'), step('short')), step('z')), history(run(a: 10, long: 900, short: 20, z: 5)), Scale.NONE, START)

        then:
        forecast.steps().findAll { it.critical() }*.name() == ['a', 'long', 'z']
        forecast.dominating()*.name().first() == 'long'
    }

    def 'a forEach is as long as its items, and where nobody knows them the last run\'s are assumed'() {
        given:
        def history = history(run(['room[x]/import x': 100, 'room[y]/import y': 200]))

        expect:
        near(due(Forecast.of(plan(forEach('room', ['x', 'y', 'z'])), history, Scale.NONE, START).ends()), 450)
        near(due(Forecast.of(plan(forEach('room', ['x', 'y', 'z'], 3)), history, Scale.NONE, START).ends()), 230, 0.1)
        near(due(Forecast.of(plan(forEach('room', null)), history, Scale.NONE, START).ends()), 300)
        Forecast.of(plan(forEach('room', null)), history, Scale.NONE, START).gaps() == ['for each room: the 2 of the last run are assumed']
        Forecast.of(plan(forEach('room', null)), History.NONE, Scale.NONE, START).ends().atLeast()
    }

    def 'the outage lasts from its beginning to its end, with what people do in it'() {
        when:
        def forecast = Forecast.of(plan(step('a'), begins(), step('b'), manual('c'), ends(), step('d')),
                history(run(a: 100, b: 200, c: [seconds: 300, kind: 'manual'], d: 400)), Scale.NONE, START)
        def outage = forecast.outages()[0]

        then:
        near(due(outage.begins()), 100)
        near(due(outage.ends()), 600)
        near(outage.length().seconds(), 500)
        outage.length().low() < 500
        outage.length().high() > 500
    }

    def 'several outages are told apart by their names'() {
        when:
        def forecast = Forecast.of(plan(begins('web'), step('a'), begins('mail'), step('b'), ends('web'), step('c'), ends('mail')), history(run(a: 100, b: 100, c: 100)), Scale.NONE, START)

        then:
        forecast.outages()*.name() == ['web', 'mail']
        forecast.outages().collect { Math.round(it.length().seconds() / 20) } == [10, 10]
    }

    def 'what must not begin before an instant does not'() {
        given:
        def wait = new NotBefore(new Id('wait', 'wait', 'Move'), START + Duration.ofHours(3), '01:00')

        expect:
        due(Forecast.of(plan(step('a'), wait, step('b')), history(run(a: 100, b: 10)), Scale.NONE, START).step('b').get().due()) == 10_800d
    }

    def 'points of no return and destructive steps are human actions that take no time'() {
        given:
        def plan = plan(step('a'), new PointOfNoReturn(id('commit'), 'no way back'), destructive('wipe'))

        when:
        def forecast = Forecast.of(plan, history(run(a: 100, wipe: 10)), Scale.NONE, START)

        then:
        forecast.humanActions().collect { [it.name(), it.kind()] } == [['commit', 'consent'], ['wipe', 'consent']]
        forecast.humanActions().every { near(due(it.due()), 100) }
        forecast.step('wipe').get().kind() == 'step'
    }

    def 'a step whose condition did not hold in most runs takes nothing; what was done already does not count as fast'() {
        when:
        def skipped = [seconds: 0, outcome: Outcome.SKIPPED]
        def already = [seconds: 0, outcome: Outcome.ALREADY_DONE]
        def forecast = Forecast.of(plan(step('a'), step('b')), history(run([a: skipped, b: already], 1), run([a: skipped, b: 100], 2), run([a: 50, b: already], 3)), Scale.NONE, START)

        then:
        forecast.step('a').get().length().basis() == Basis.NOTHING
        near(forecast.step('b').get().length().seconds(), 100)
    }

    def 'a rehearsal with 10,000 files forecasts 152,772: #how'() {
        given:
        def history = history(runs as PastRun[])

        when:
        def length = Forecast.of(plan(step('a')), history, Scale.parse(['files=152_772'], history), START).step('a').get().length()

        then:
        length.basis() == basis
        near(length.seconds(), seconds)
        length.how().startsWith(how)

        where:
        runs                                                  | basis              | seconds | how
        [files(10_000, 800)]                                  | Basis.PROPORTIONAL | 12_222  | 'proportional to files: 1 m 20 s for 1,000'
        [files(10_000, 800, 1), files(20_000, 1500, 2)]       | Basis.AFFINE       | 10_794  | 'affine in files: 1 m 40 s + 1 m 10 s for 1,000'
        [files(10_000, 800, 1), files(10_000, 820, 2)]        | Basis.PROPORTIONAL | 12_374  | 'proportional to files'
    }

    def 'that a step did not grow among small runs promises little for a large one'() {
        given:
        def history = history(files(1000, 2.0, 1), files(2000, 1.9, 2), files(3000, 1.8, 3))

        when:
        def near = Forecast.of(plan(step('a')), history, Scale.parse(['files=3000'], history), START).step('a').get().length()
        def far = Forecast.of(plan(step('a')), history, Scale.parse(['files=30000'], history), START).step('a').get().length()

        then:
        far.how().startsWith('did not grow with files in 3 runs')
        near.high() < 3
        far.high() > 5
    }

    def 'a step that measured nothing grows with the run where three runs of different size show it, and not otherwise'() {
        given:
        def history = history((1..3).collect { run([work: 100 * it, same: 50, count: [seconds: 1, measures: [files: 1000 * it]]], it) } as PastRun[])

        when:
        def forecast = Forecast.of(plan(step('work'), step('same'), step('count')), history, Scale.parse(['files=30000'], history), START)

        then:
        near(forecast.step('work').get().length().seconds(), 3000)
        near(forecast.step('same').get().length().seconds(), 50)
    }

    def 'a unit that nobody measured is refused: #pair'() {
        when:
        Scale.parse([pair], history(files(10_000, 800)))

        then:
        def refused = thrown(RunbookException)
        refused.message == message

        where:
        pair        | message
        'file=3'    | "--scale: no finished run measured 'file'; did you mean 'files'?; measured were: files"
        'rooms=3'   | "--scale: no finished run measured 'rooms'; measured were: files"
        'files'     | "--scale: expected UNIT=AMOUNT with an amount over 0, such as files=152772, found 'files'"
        'files=-1'  | "--scale: expected UNIT=AMOUNT with an amount over 0, such as files=152772, found 'files=-1'"
    }

    def 'only runs of the same runbook count, finished ones first; unfinished ones where there are no others'() {
        given:
        def failed = run([a: 100], 1, 'failed')
        def other = new PastRun('x', 'other', 'uat', START, 'done', run(a: 7).timings())

        expect:
        History.of([failed, other], 'move').runs()*.run() == ['run 1']
        !History.of([failed], 'move').finished()
        History.of([run([a: 5], 2), failed], 'move').runs()*.run() == ['run 2']
    }

    def 'while it runs, what is over stands, what runs gets what it still needs, and the next human action moves'() {
        given:
        def forecast = Forecast.of(plan(begins(), step('a'), step('b'), manual('look'), ends()), history(run(a: 1000, b: 1000, look: [seconds: 100, kind: 'manual'])), Scale.NONE, START)
        def entries = [[OUTAGE_BEGAN, 'outage begins', 0, [name: null]], [STARTED, 'a', 0], [DONE, 'a', 500, [seconds: 500]], [STARTED, 'b', 500]]

        when:
        def now = forecast.whileRunning(state(entries), START.plusSeconds(600))

        then:
        now.step('a').get().length().basis() == Basis.ACTUAL
        due(now.step('a').get().ends()) == 500d
        due(now.step('b').get().due()) == 500d
        due(now.nextHumanAction().get().due()) < 1500
        due(now.nextHumanAction().get().due()) > 1200
        due(now.outages()[0].begins()) == 0d
        now.outages()[0].length().seconds() < 1700

        when: 'it takes longer than ever before'
        def late = forecast.whileRunning(state(entries), START.plusSeconds(4500))

        then:
        late.step('b').get().overdue(START.plusSeconds(4500))
        due(late.nextHumanAction().get().due()) > 4700
        due(late.nextHumanAction().get().due()) < 9000
    }

    def 'a count that the run itself made scales what is left'() {
        given:
        def plan = plan(step('count'), step('copy'))
        def history = history(run(count: [seconds: 1, measures: [files: 1000]], copy: [seconds: 100, measures: [files: 1000]]))
        def state = state([[STARTED, 'count', 0], [MEASURE, 'count', 1, [unit: 'files', amount: 5000]], [DONE, 'count', 1, [seconds: 1]]])

        expect:
        near(Forecast.of(plan, history, Scale.NONE, START).whileRunning(state, START.plusSeconds(1)).step('copy').get().length().seconds(), 500)
    }

    def 'a job that has reached a milestone needs what it needed from there before'() {
        given:
        def stages = [new Timing.Stage('users', 100), new Timing.Stage('files', 900)]
        def forecast = Forecast.of(plan(step('a')), history(run(a: [seconds: 1000, milestones: stages])), Scale.NONE, START)
        def state = state([[STARTED, 'a', 0], [MILESTONE, 'a', 0, [name: 'users']], [MILESTONE, 'a', 700, [name: 'files']]])

        expect:
        near(forecast.whileRunning(state, START.plusSeconds(701)).step('a').get().length().seconds(), 1600)
    }

    def 'a job that says how far it is corrects its length, also where nobody timed it before'() {
        given:
        def state = state([[STARTED, 'a', 0], [PROGRESS, 'a', 900, [done: 90, total: 100]]])

        expect:
        near(Forecast.of(plan(step('a')), past, Scale.NONE, START).whileRunning(state, START.plusSeconds(901)).step('a').get().length().seconds(), seconds)

        where:
        past                | seconds
        History.NONE        | 1000
        history(run(a: 500))| 900
    }

    def 'a failed step is to be done again, from now'() {
        given:
        def forecast = Forecast.of(plan(step('a'), step('b')), history(run(a: 100, b: 10)), Scale.NONE, START)
        def state = state([[STARTED, 'a', 0], [FAILED, 'a', 50, [seconds: 50, error: 'x']]])

        expect:
        near(due(forecast.whileRunning(state, START.plusSeconds(1000)).step('b').get().due()), 1100)
    }

    private static PastRun files(int files, double seconds, int day = 1) { run([a: [seconds: seconds, measures: [files: files]]], day) }

    private static boolean near(double found, double wanted, double within = 0.06) { Math.abs(found - wanted) <= within * wanted }
}
