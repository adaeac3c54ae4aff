package dev.runbook.plugins.kubernetes

import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import dev.runbook.testing.step.FakeStep
import java.time.Duration
import java.time.Instant

/** A step with a cluster. */
class FakeScope extends FakeStep {
    final Map<String, Object> values
    String access = 'write'

    FakeScope(Map<String, Object> values) {
        this.values = values
    }

    TargetSpec getTarget() {
        target('cluster', 'ess')
    }

    @Override
    TargetSpec target(String kind, String name) {
        new TargetSpec('cluster', 'ess', values, 'lab.yaml:7', access)
    }

    KubernetesCluster kubernetes() {
        KubernetesEntry.kubernetes(this, 'ess')
    }

    /** A waited second is a hundredth of one. */
    @Override
    Timekeeper time() {
        [now: { -> Instant.now() }, nanos: { -> System.nanoTime() * 100 }, pause: { Duration length -> Thread.sleep(length.toMillis().intdiv(100)) }] as Timekeeper
    }
}
