package dev.runbook.engine

import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant

/** Time that passes only when somebody waits for it. */
class VirtualTime implements Timekeeper {
    private Duration passed = Duration.ZERO
    final List<Duration> pauses = Collections.synchronizedList([])
    Closure<?> whenPausing = {}

    @Override
    synchronized Instant now() { Instant.parse('2026-11-21T09:07:12.120Z') + passed }

    @Override
    synchronized long nanos() { passed.toNanos() }

    @Override
    void pause(Duration length) {
        if (Thread.interrupted()) {
            throw new InterruptedException()
        }
        pauses << length
        pass(length)
        whenPausing.call(length)
    }

    synchronized void pass(Duration length) { passed = passed + length }
}
