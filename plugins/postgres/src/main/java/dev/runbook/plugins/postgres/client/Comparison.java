package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether what is in one database can live in another: each finding is kept as evidence, and all that does not hold is told at once. */
public final class Comparison {
    private final StepScope scope;
    private final String word;
    private final TargetSpec from;
    private final TargetSpec to;
    private final List<String> failures = new ArrayList<>();

    public Comparison(StepScope scope, String word, TargetSpec from, TargetSpec to) {
        this.scope = scope;
        this.word = word;
        this.from = from;
        this.to = to;
    }

    public void held(String what, boolean held, String evidence) {
        scope.verified(word + ": " + what, held, evidence);
        if (!held) {
            failures.add("  " + what + ": " + evidence);
        }
    }

    public void same(String what, Object before, Object after) {
        held(what, Objects.equals(before, after), before + " → " + after);
    }

    /** Everything that the destination misses of what the source needs. */
    public void available(String what, List<?> missing) {
        held(what, missing.isEmpty(), missing.isEmpty() ? "all" : "missing: " + missing);
    }

    /** Fails with everything that did not hold. */
    public void end() {
        if (!failures.isEmpty()) {
            throw new EffectFailed("database '" + from.name() + "' does not fit into database '" + to.name() + "':\n"
                    + String.join("\n", failures));
        }
    }

    /** Two names of one database would be read and overwritten at once. */
    public static void different(String word, TargetSpec from, String source, TargetSpec to, String target) {
        if (source.equals(target)) {
            throw new EffectFailed(word + ": " + from.label() + " and " + to.label()
                    + " are one and the same database: look into " + from.where() + " and " + to.where());
        }
    }
}
