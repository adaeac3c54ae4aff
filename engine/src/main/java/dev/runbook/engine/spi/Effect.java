package dev.runbook.engine.spi;

import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Something that touches the world: told apart by whether it reads or writes, shown by a text that is safe to show, performed by one call.
 *
 * @param word    the word as the script writes it: {@code sh}, {@code sql.rows}
 * @param target  the target's name, or null: {@code source}
 * @param what    the command, statement or request as it would be sent, secrets masked; several lines are allowed
 * @param writes  whether it changes anything
 * @param pending whether it needs a value that only a real run can know; such an effect is shown, never performed, by a dry run
 * @param work    performs it and gives its value, already in the form that the script sees; a {@link dev.runbook.engine.model.EffectFailed}
 *                is a definite failure, a {@link dev.runbook.engine.model.OutcomeUnknown} is not
 */
public record Effect<T>(String word, String target, String what, boolean writes, boolean pending, Callable<T> work) {
    public Effect {
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(work, "work");
    }

    public static <T> Effect<T> reads(String word, String target, String what, Callable<T> work) {
        return new Effect<>(word, target, what, false, false, work);
    }

    public static <T> Effect<T> writes(String word, String target, String what, Callable<T> work) {
        return new Effect<>(word, target, what, true, false, work);
    }

    /** The same effect, marked as pending where any of the inputs is or holds a pending value. */
    public Effect<T> needing(Object... inputs) {
        boolean waits = pending || dev.runbook.engine.model.Text.pendingIn(java.util.Arrays.asList(inputs));
        return new Effect<>(word, target, what, writes, waits, work);
    }
}
