package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.Secret;
import java.util.List;

/**
 * A command ready for a shell.
 *
 * @param script  the text, where the n-th secret stands as {@code "$RB_n"}
 * @param secrets what these variables must hold
 */
public record Rendered(String script, List<Secret> secrets) {
    public Rendered {
        secrets = List.copyOf(secrets);
    }

    /** A script of ours, without values. */
    public static Rendered of(String script) {
        return new Rendered(script, List.of());
    }
}
