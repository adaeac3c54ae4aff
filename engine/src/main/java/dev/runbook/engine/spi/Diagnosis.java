package dev.runbook.engine.spi;

import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;

/** Takes what an {@link Examiner} finds, as it finds it: what was found before the time was up is shown too. */
@FunctionalInterface
public interface Diagnosis {
    /** From this on people should know: steps compare times, and logs are read by their own. */
    Duration CLOCK_CAREFUL = Duration.ofSeconds(5);

    Duration CLOCK_BAD = Duration.ofMinutes(5);

    void add(Finding finding);

    default void good(String what, String found) {
        add(new Finding(Finding.State.GOOD, what, found));
    }

    default void careful(String what, String found) {
        add(new Finding(Finding.State.CAREFUL, what, found));
    }

    default void bad(String what, String found) {
        add(new Finding(Finding.State.BAD, what, found));
    }

    /**
     * How far a clock is off.
     *
     * @param theirs     what it showed, between the two instants of ours
     * @param resolution in what steps it shows the time
     */
    default void clock(Instant before, Instant theirs, Instant after, Duration resolution) {
        Duration behind = Duration.between(theirs.plus(resolution), before);
        Duration ahead = Duration.between(after, theirs);
        Duration off = behind.compareTo(ahead) > 0 ? behind : ahead;
        if (off.compareTo(Duration.ofSeconds(1)) < 0) {
            good("clock", "as here, to a second");
            return;
        }
        String found = Durations.show(off.truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                + (off == behind ? " behind" : " ahead of") + " the clock here";
        Finding.State state = off.compareTo(CLOCK_BAD) > 0
                ? Finding.State.BAD
                : off.compareTo(CLOCK_CAREFUL) > 0 ? Finding.State.CAREFUL : Finding.State.GOOD;
        String advice = state == Finding.State.GOOD
                ? ""
                : "; times of logs and waits are wrong by that: start its time service";
        add(new Finding(state, "clock", found + advice));
    }
}
