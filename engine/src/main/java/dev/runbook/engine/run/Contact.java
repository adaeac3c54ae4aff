package dev.runbook.engine.run;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Performs effects, and seeks contact again where it was lost: on a fresh connection, with longer and longer pauses, until a deadline. A read is asked again whenever its answer was lost. A write is
 * tried again only where it certainly was not sent; one that may have been sent stays unknown. A target that has not answered yet in this run is not waited for: there was no contact to lose, and
 * its entry in the inventory may be wrong.
 */
public final class Contact {
    /** How long contact is sought. */
    public static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int FACTOR = 3;

    private final Timekeeper time;
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    public Contact(Timekeeper time) {
        this.time = time;
    }

    /**
     * The effect's value; {@link OutcomeUnknown} when nobody answers any more.
     *
     * @param say told each time that contact was lost, for the operator
     */
    public Object perform(Effect<?> effect, Consumer<String> say) throws Exception {
        long begun = time.nanos();
        Duration pause = FIRST_PAUSE;
        boolean lost = met.contains(server(effect));
        while (true) {
            RunbookException failure;
            try {
                Object value = effect.work().call();
                met.add(server(effect));
                return value;
            } catch (OutcomeUnknown unanswered) {
                if (effect.writes()) {
                    throw unanswered;
                }
                lost = true;
                failure = unanswered;
            } catch (NotReached away) {
                if (!lost) {
                    throw away;
                }
                failure = away;
            }
            if (time.nanos() - begun + pause.toNanos() > DEADLINE.toNanos()) {
                throw inVain(effect, failure);
            }
            say.accept("contact was lost (" + failure.getMessage() + "); trying again in " + Durations.show(pause));
            time.pause(pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 10 + 1)));
            Duration longer = pause.multipliedBy(FACTOR);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    /** One name may be a host and a database. */
    private static String server(Effect<?> effect) {
        int dot = effect.word().indexOf('.');
        return (dot < 0 ? "host" : effect.word().substring(0, dot)) + " " + effect.target();
    }

    private static OutcomeUnknown inVain(Effect<?> effect, RunbookException failure) {
        return new OutcomeUnknown(
                failure.getMessage() + "\n  lost contact: it was sought for " + Durations.show(DEADLINE) + " in vain. "
                        + (effect.writes() ? "Nothing was sent." : "This only reads, and changed nothing."),
                failure);
    }
}
