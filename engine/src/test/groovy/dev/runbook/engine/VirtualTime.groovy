package dev.runbook.engine

import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant

/** Time that passes only when somebody waits for it. */
class VirtualTime implements Timekeeper {
    private Duration passed = Duration.ZERO
    private Duration wallIsBehind = Duration.ZERO
    final List<Duration> pauses = Collections.synchronizedList([])
    Closure<?> whenPausing = {}

    @Override
    synchronized Instant now() { Instant.parse('2026-11-21T09:07:12.120Z') + passed - wallIsBehind }

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

    /** Somebody sets the clock of the machine back; what measures lengths goes on. */
    synchronized void setBack(Duration length) { wallIsBehind = wallIsBehind + length }

    synchronized void pass(Duration length) { passed = passed + length }
}
