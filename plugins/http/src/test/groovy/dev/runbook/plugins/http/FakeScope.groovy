package dev.runbook.plugins.http

import dev.runbook.engine.spi.Timekeeper
import dev.runbook.testing.step.FakeStep
import java.time.Duration
import java.time.Instant

/** A step that asks servers, which take their time; pauses between are over at once. */
class FakeScope extends FakeStep {
    HttpWords getHttp() {
        HttpEntry.http(this)
    }

    @Override
    Timekeeper time() {
        [now: { -> Instant.now() }, nanos: { -> System.nanoTime() + pauses.collect()*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length }] as Timekeeper
    }
}
