package dev.runbook.engine.forecast

import static dev.runbook.engine.forecast.Planned.*
import static dev.runbook.engine.journal.Kind.DONE
import static dev.runbook.engine.journal.Kind.STARTED

import java.time.Duration
import spock.lang.Specification

/** Histories whose truth is known: the intervals hold what they claim. Every seed is fixed. */
class CalibrationSpec extends Specification {
    static final int STEPS = 400
    static final int NIGHTS = 150
    def chance = new Random(5)

    def 'a step that varies by #noise, with #odd odd runs of a hundred, after #runs runs: its interval holds #least to #most of a hundred'() {
        when:
        def held = share {
            def lengths = (1..runs).collect { took(600, noise, odd) }
            def history = history(lengths.withIndex().collect { seconds, day -> run([a: seconds], day) } as PastRun[])
            within(new Estimator(history, Scale.NONE).length('a', null), took(600, noise, odd))
        }

        then:
        held >= least
        held <= most

        where:
        noise | odd | runs | least | most
        0.1   | 0   | 1    | 88    | 100
        0.1   | 0   | 3    | 80    | 99
        0.1   | 0   | 30   | 76    | 86
        0.2   | 0   | 1    | 76    | 95
        0.2   | 0   | 3    | 78    | 95
        0.2   | 0   | 5    | 78    | 92
        0.2   | 0   | 30   | 75    | 86
        0.4   | 0   | 3    | 70    | 90
        0.4   | 0   | 8    | 76    | 90
        0.2   | 10  | 5    | 75    | 90
        0.2   | 10  | 8    | 74    | 90
        0.2   | 10  | 30   | 75    | 88
    }

    def 'work that grows, #runs runs of sizes #sizes, forecast at #wanted: its interval holds four of five'() {
        when:
        def held = share {
            def past = sizes.withIndex().collect { size, day -> run([a: [seconds: grown(size), measures: [files: size]]], day) }
            def history = history(past as PastRun[])
            def length = new Estimator(history, Scale.parse(["files=$wanted".toString()], history)).length('a', null)
            assert length.basis() == basis
            within(length, grown(wanted))
        }

        then:
        held >= 78

        where:
        sizes                                     | wanted | basis
        [10_000]                                  | 152_772 | Basis.PROPORTIONAL
        [10_000, 20_000]                          | 152_772 | Basis.AFFINE
        [5_000, 10_000, 15_000]                   | 150_000 | Basis.AFFINE
        [1_000, 10_000, 50_000, 100_000]          | 152_772 | Basis.AFFINE
        (1..15).collect { it * 10_000 }           | 152_772 | Basis.AFFINE
        runs = sizes.size()
    }

    def 'a whole night: when the human action is due, when the outage ends and when all is over, after #runs rehearsals'() {
        given:
        def plan = plan(step('a'), begins(), step('b'), parallel(2, step('c'), step('d'), step('e')), manual('check'), ends(), step('f'))
        def usual = [a: 300, b: 3600, c: 1200, d: 900, e: 1500, check: 600, f: 60]
        def held = [action: 0, outage: 0, over: 0]

        when:
        NIGHTS.times {
            def past = (1..runs).collect { day -> run(night(usual), day) }
            def forecast = Forecast.of(plan, history(past as PastRun[]), Scale.NONE, START)
            def truth = night(usual).collectEntries { name, said -> [name, said.seconds] }
            def at = truth.a + truth.b + Math.max(Math.max(truth.c, truth.d), Math.min(truth.c, truth.d) + truth.e)
            held.action += holds(forecast.nextHumanAction().get().due(), at)
            held.outage += holds(forecast.outages()[0].ends(), at + truth.check)
            held.over += holds(forecast.ends(), at + truth.check + truth.f)
        }

        then:
        held.each { what, count -> assert count / NIGHTS >= 0.75 : what }

        where:
        runs << [1, 3, 6, 20]
    }

    def 'while it runs, the interval shrinks and still holds'() {
        given:
        def plan = plan(step('a'), step('b'), step('c'))
        def usual = [a: 3600, b: 3600, c: 600]
        int held = 0
        double before = 0
        double after = 0

        when:
        NIGHTS.times {
            // nights differ as a whole, which only the night itself can show
            def past = (1..4).collect { day -> run(night(usual, pace()), day) }
            def truth = night(usual, pace()).collectEntries { name, said -> [name, said.seconds] }
            def forecast = Forecast.of(plan, history(past as PastRun[]), Scale.NONE, START)
            def state = state([[STARTED, 'a', 0], [DONE, 'a', truth.a, [seconds: truth.a]], [STARTED, 'b', truth.a]])
            def corrected = forecast.whileRunning(state, START.plusMillis((long) ((truth.a + truth.b / 2) * 1000)))
            before += width(forecast.ends())
            after += width(corrected.ends())
            held += holds(corrected.ends(), truth.a + truth.b + truth.c)
        }

        then:
        held / NIGHTS >= 0.75
        after < 0.8 * before
    }

    private int share(Closure<Boolean> held) {
        int count = (1..STEPS).count { held() } as int
        (int) Math.round(100 * count / STEPS)
    }

    private double took(double usual, double noise, int odd = 0) {
        usual * Math.exp(noise * chance.nextGaussian()) * (chance.nextInt(100) < odd ? 3 : 1)
    }

    private double grown(double size) { took(60 + size / 12, 0.1) }

    private double pace() { Math.exp(0.1 * chance.nextGaussian()) }

    private Map<String, Object> night(Map<String, Integer> usual, double pace = 1) {
        usual.collectEntries { name, seconds -> [name, [seconds: pace * took(seconds, 0.15), kind: name == 'check' ? 'manual' : 'step']] }
    }

    private static boolean within(Length length, double truth) { length.low() <= truth && truth <= length.high() }

    private static int holds(Moment moment, double second) {
        def at = START.plusMillis((long) (second * 1000))
        !at.isBefore(moment.earliest()) && !at.isAfter(moment.latest()) ? 1 : 0
    }

    private static double width(Moment moment) { Duration.between(moment.earliest(), moment.latest()).toMillis() }

}
