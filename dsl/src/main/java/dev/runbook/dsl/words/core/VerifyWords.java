package dev.runbook.dsl.words.core;

import dev.runbook.dsl.condition.Judge;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.NotRecorded;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words that ask whether the world is as it should be. */
public final class VerifyWords {
    private static final Duration EVERY = Duration.ofSeconds(5);
    /** The failures of the verifyAll that this thread is in. */
    private static final ThreadLocal<List<String>> COLLECTED = new ThreadLocal<>();

    private VerifyWords() {}

    @Word(
            value =
                    "Fails the step unless each top-level expression of the block is true, showing the values of its parts; kept as evidence.",
            touches = Touches.READS,
            condition = true)
    public static void verify(StepScope scope, Text what, Block condition) {
        judged(scope, what.show(), Judge.judge(condition));
    }

    @Word(
            value = "Runs all verifications of the block, then fails the step with every one that did not hold.",
            touches = Touches.READS)
    public static void verifyAll(StepScope scope, Block verifications) {
        List<String> outer = COLLECTED.get();
        List<String> failures = new ArrayList<>();
        COLLECTED.set(failures);
        try {
            verifications.call();
        } finally {
            COLLECTED.set(outer);
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n", failures));
        }
    }

    @Word(
            value =
                    "Fails the step unless both sides are the same, showing the differences of lists and maps. Both null or both empty fails too: nothing was compared. "
                            + "Numbers are compared by value.",
            touches = Touches.READS)
    @Option(name = "within", about = "how far two numbers may differ: 5, or '0.1%' of the expected one")
    @Option(name = "except", about = "keys or elements that may differ: a list, or a map of key to reason")
    public static void verifySame(
            StepScope scope, Map<String, Object> options, Text what, Object expected, Object found) {
        if (Text.pendingIn(expected) || Text.pendingIn(found)) {
            scope.note("verify " + what.show() + ": " + expected + " == " + found);
            return;
        }
        Comparison comparison =
                Comparison.of(expected, found, Tolerance.of(options.get("within")), options.get("except"));
        judged(scope, what.show(), new Judgement(comparison.same(), false, List.of(comparison.shown())));
    }

    @Word(
            value =
                    "Asks until the condition holds, or fails when the time is up, saying what it saw last. An error of a read means not yet.",
            touches = Touches.READS,
            condition = true)
    @Option(name = "timeout", type = Duration.class, required = true, about = "how long to ask, '10m'")
    @Option(name = "every", type = Duration.class, about = "from one question to the next; 5s unless said")
    @Option(name = "holding", type = Duration.class, about = "for how long it must hold without a break")
    public static void waitFor(StepScope scope, Map<String, Object> options, Text what, Block condition)
            throws InterruptedException {
        Duration timeout = (Duration) options.get("timeout");
        Duration every = options.get("every") == null ? EVERY : (Duration) options.get("every");
        Duration holding = options.get("holding") == null ? Duration.ZERO : (Duration) options.get("holding");
        if (!scope.live()) {
            Judgement now = once(condition);
            scope.note("wait for " + what.show() + ", up to " + Durations.show(timeout) + ", asking every "
                    + Durations.show(every) + ": " + now.shown()
                    + (now.pending() ? "" : now.held() ? " (holds now)" : " (does not hold now)"));
            return;
        }
        new Patience(scope, what.show(), timeout, every, holding).ask(() -> once(condition));
    }

    /** An error of a read is an answer: not yet. A mistake of the script is none, nor is a disk that takes no more entries. */
    private static Judgement once(Block condition) {
        try {
            return Judge.judge(condition);
        } catch (RunbookException failure) {
            if (failure.status() == ExitStatus.INVALID || failure instanceof NotRecorded) {
                throw failure;
            }
            return new Judgement(false, false, List.of("not yet: " + failure.getMessage()));
        }
    }

    private static void judged(StepScope scope, String what, Judgement judgement) {
        if (judgement.pending()) {
            scope.note("verify " + what + ": " + judgement.shown());
            return;
        }
        scope.verified(what, judgement.held(), judgement.shown());
        if (!judgement.held()) {
            fail("verify '" + what + "' does not hold:\n" + judgement.shown());
        }
    }

    private static void fail(String message) {
        List<String> collected = COLLECTED.get();
        if (collected == null) {
            throw new EffectFailed(message);
        }
        collected.add(message);
    }
}
