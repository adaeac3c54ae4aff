package dev.runbook.dsl.words.core;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.spi.StepScope;
import java.time.Duration;
import java.util.function.Supplier;

/** Asking again and again, until it holds or the time is up. */
record Patience(StepScope scope, String what, Duration timeout, Duration every, Duration holding) {

    void ask(Supplier<Judgement> question) throws InterruptedException {
        long begun = scope.time().nanos();
        long heldSince = 0;
        boolean holds = false;
        while (true) {
            Judgement now = question.get();
            long asked = scope.time().nanos();
            if (now.held()) {
                heldSince = holds ? heldSince : asked;
                if (asked - heldSince >= holding.toNanos()) {
                    scope.verified(what, true, now.shown());
                    return;
                }
            }
            holds = now.held();
            Duration left = timeout.minusNanos(asked - begun);
            if (left.isNegative() || left.isZero()) {
                String last = holds ? "it holds, but not yet for " + Durations.show(holding) : now.shown();
                scope.verified(what, false, last);
                throw new EffectFailed("waited " + Durations.show(timeout) + " for " + what + "; seen last:\n" + last);
            }
            scope.time().pause(every.compareTo(left) < 0 ? every : left);
        }
    }
}
