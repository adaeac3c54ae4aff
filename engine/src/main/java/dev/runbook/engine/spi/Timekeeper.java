package dev.runbook.engine.spi;

import java.time.Duration;
import java.time.Instant;

/** Time as the engine sees it; a test brings its own, and nothing else in the program asks the system or sleeps. */
public interface Timekeeper {
    /** The wall clock: for instants. */
    Instant now();

    /** A monotonic count of nanoseconds: for lengths. */
    long nanos();

    /** Lets the time pass; ends early with {@link InterruptedException} when the run is interrupted. */
    void pause(Duration length) throws InterruptedException;

    /** The machine's own clocks. */
    Timekeeper SYSTEM = new Timekeeper() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
            Thread.sleep(length.toMillis());
        }
    };
}
