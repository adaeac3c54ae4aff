package dev.runbook.engine.link;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Seeks contact again where it was lost in the middle of a read: on a fresh connection, with longer and longer pauses, until a deadline. A server that could not be reached at the first try is
 * not waited for: there was no contact to lose.
 */
public final class Contact {
    /** How long contact is sought. */
    public static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int FACTOR = 3;

    private final Timekeeper time;
    private final Consumer<String> say;

    /** @param say told each time that contact was lost, for the operator */
    public Contact(Timekeeper time, Consumer<String> say) {
        this.time = time;
        this.say = say;
    }

    /** The value of a read, asked as often as is needed; {@link OutcomeUnknown} when nobody answers any more. */
    public <T> T read(Callable<T> read) throws Exception {
        long begun = time.nanos();
        Duration pause = FIRST_PAUSE;
        OutcomeUnknown lost = null;
        while (true) {
            try {
                return read.call();
            } catch (OutcomeUnknown now) {
                lost = now;
                begun = pause.equals(FIRST_PAUSE) ? time.nanos() : begun;
            } catch (NotReached still) {
                if (lost == null) {
                    throw still;
                }
                lost = new OutcomeUnknown(still.getMessage(), still);
            }
            if (time.nanos() - begun + pause.toNanos() > DEADLINE.toNanos()) {
                throw given(lost);
            }
            say.accept("contact was lost (" + lost.getMessage() + "); asking again in " + Durations.show(pause));
            time.pause(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 10 + 1)));
            Duration longer = pause.multipliedBy(FACTOR);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    private static OutcomeUnknown given(OutcomeUnknown lost) {
        return new OutcomeUnknown(
                lost.getMessage() + "\n  contact was sought for " + Durations.show(DEADLINE)
                        + " in vain; this only read, and changed nothing",
                lost);
    }
}
