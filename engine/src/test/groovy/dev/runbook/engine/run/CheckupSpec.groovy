package dev.runbook.engine.run

import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.UntrustedHost
import dev.runbook.engine.spi.Diagnosis
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Examiner
import dev.runbook.engine.spi.Finding
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout

@Timeout(30)
class CheckupSpec extends Specification {
    def masker = new Masker()

    List<List<Finding>> check(Map<String, Closure> examinations, Duration limit = Duration.ofSeconds(20)) {
        def time = Timekeeper.SYSTEM
        def world = [masker: { masker }, time: { time }, run: { new RunInfo('doctor', 'ops', 'lab', false, null, null) }] as World
        def setup = new Setup(null, world, new MemoryLedger(time, { }), new ProbeBackend(time), { a, b -> }, null, new Stop(), Selection.ALL, Decisions.NONE)
        new Checkup(setup, limit).of(examinations.collect { name, work ->
            new Checkup.Patient(new TargetSpec('host', name, [:], 'lab.yaml:1', 'write'), new Examiner() {
                @Override String kind() { 'host' }
                @Override void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) { work(scope, diagnosis) }
            })
        })
    }

    def 'all targets are examined at once, and told in their order'() {
        given:
        def together = new CyclicBarrier(3)

        expect:
        check(['a', 'b', 'c'].collectEntries { name -> [name, { scope, diagnosis ->
            together.await(20, TimeUnit.SECONDS)
            diagnosis.good('name', name)
        }] }) == ['a', 'b', 'c'].collect { [new Finding(Finding.State.GOOD, 'name', it)] }
    }

    def 'who does not answer is given up, with what was found until then, and does not hold up the others'() {
        given:
        def released = new CountDownLatch(1)

        when:
        def found = check([
            slow: { scope, diagnosis ->
                diagnosis.good('reached', 'yes')
                try { new CountDownLatch(1).await() } catch (InterruptedException e) { released.countDown() }
            },
            quick: { scope, diagnosis -> diagnosis.good('reached', 'yes') }], Duration.ofMillis(300))

        then:
        found[0]*.what() == ['reached', 'answer']
        found[0][1].state() == Finding.State.BAD
        found[0][1].found().startsWith('none within 0.3 s')
        found[1]*.what() == ['reached']
        released.await(20, TimeUnit.SECONDS)
    }

    def 'a failure says why, a host key in which state it is'() {
        expect:
        check([x: { scope, diagnosis -> throw failure }])[0] == [new Finding(Finding.State.BAD, what, found)]

        where:
        failure                                                                      | what       | found
        new EffectFailed('refused')                                                  | 'reached'  | 'no: refused'
        new EffectFailed('outer', new UntrustedHost('unknown', 'a key\nadd it', null)) | 'host key' | 'unknown: a key\nadd it'
        new NullPointerException()                                                   | 'reached'  | 'no: java.lang.NullPointerException'
    }

    def 'nothing is written, and secrets are masked'() {
        given:
        masker.hide('hunter22')
        def written = false

        when:
        def found = check([x: { scope, diagnosis ->
            diagnosis.good('said', scope.perform(Effect.reads('read', 'x', 'y', { 'it is hunter22' })))
            scope.perform(Effect.writes('write', 'x', 'y', { written = true }))
        }])[0]

        then:
        found[0].found() == 'it is ••••'
        found[1].state() == Finding.State.BAD
        !written
    }

    def 'a clock is as here, or off by so much: #theirs'() {
        given:
        def found = []
        def at = { double seconds -> Instant.ofEpochMilli((long) (1_000_000_000_000L + seconds * 1000)) }

        when:
        ({ found << it } as Diagnosis).clock(at(0), at(theirs), at(0.5), Duration.ofSeconds(1))

        then:
        found[0].found().startsWith(says)
        found[0].state() == state

        where:
        theirs || says                          | state
        0      || 'as here'                     | Finding.State.GOOD
        -1.5   || 'as here'                     | Finding.State.GOOD
        3.5    || '3.0 s ahead of the clock'    | Finding.State.GOOD
        -10    || '9.0 s behind the clock here' | Finding.State.CAREFUL
        4000   || '1 h 06 m ahead'              | Finding.State.BAD
    }
}
