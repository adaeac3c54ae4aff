package dev.runbook.plugins.kubernetes

import dev.runbook.engine.model.Pending
import dev.runbook.engine.run.Contact
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.util.function.Supplier

/** A step for tests: keeps what was done, and performs it only where it is live. */
class FakeScope {
    final List<Effect> effects = []
    final Map<String, AutoCloseable> shared = [:]
    final Map<String, Object> values
    String run = '20261121-0907-k3f'
    String access = 'write'
    boolean live = true
    boolean probing = false

    FakeScope(Map<String, Object> values) {
        this.values = values
    }

    List<String> getShown() {
        effects*.what()
    }

    TargetSpec getTarget() {
        new TargetSpec('cluster', 'ess', values, 'lab.yaml:7', access)
    }

    StepScope getScope() {
        [
            run    : { -> new RunInfo(run, 'ops@desk', 'lab', false, null, null) },
            perform: { Effect effect -> perform(effect) },
            target : { String kind, String name -> target },
            shared : { String key, Class type, Supplier open -> shared.computeIfAbsent(key) { open.get() } },
            time   : { -> timekeeper },
        ] as StepScope
    }

    KubernetesCluster kubernetes() {
        KubernetesEntry.kubernetes(scope, 'ess')
    }

    void close() {
        shared.values()*.close()
        shared.clear()
    }

    private Object perform(Effect effect) {
        effects << effect
        if (live || probing && !effect.writes() && !effect.pending()) {
            return new Contact(timekeeper).perform(effect) { }
        }
        new Pending("value of ${effect.word()} ${effect.target()}: ${effect.what()}")
    }

    /** A waited second is a hundredth of one. */
    private static Timekeeper getTimekeeper() {
        [now: { -> java.time.Instant.now() }, nanos: { -> System.nanoTime() * 100 }, pause: { Duration length -> Thread.sleep(length.toMillis().intdiv(100)) }] as Timekeeper
    }
}
