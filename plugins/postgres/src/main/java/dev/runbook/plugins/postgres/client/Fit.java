package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether what is in one database can live in another. Inside an effect only. */
public final class Fit {
    private final StepScope scope;
    private final Options options;
    private final TargetSpec from;
    private final TargetSpec to;
    private final List<String> failures = new ArrayList<>();

    public Fit(StepScope scope, Options options, TargetSpec from, TargetSpec to) {
        this.scope = scope;
        this.options = options;
        this.from = from;
        this.to = to;
    }

    /** Fails with everything that does not fit. */
    public void verify() throws Exception {
        ServerFacts source = ServerFacts.of(scope, options.word(), from);
        ServerFacts target = ServerFacts.of(scope, options.word(), to);
        different(options.word(), from, source, to, target);
        held(
                "the destination's PostgreSQL is not older",
                target.version().atLeast(source.version()),
                source.version() + " → " + target.version());
        same("encoding", source, target, "encoding");
        if (!"any".equals(options.text("locale"))) {
            same("order of text (LC_COLLATE)", source, target, "collate");
            same("kinds of characters (LC_CTYPE)", source, target, "ctype");
            same("locale provider", source, target, "provider");
            same("ICU locale", source, target, "locale");
        }
        held(
                "the destination takes writes",
                Boolean.FALSE.equals(target.facts().get("standby")),
                "standby: " + target.facts().get("standby"));
        held(
                "no setting of the destination database itself",
                ((List<?>) target.facts().get("settings")).isEmpty(),
                String.valueOf(target.facts().get("settings")));
        extensions(source);
        if (!failures.isEmpty()) {
            throw new EffectFailed("database '" + from.name() + "' does not fit into database '" + to.name() + "':\n"
                    + String.join("\n", failures));
        }
    }

    private void same(String what, ServerFacts source, ServerFacts target, String fact) {
        Object before = source.facts().get(fact);
        Object after = target.facts().get(fact);
        held(what, Objects.equals(before, after), before + " → " + after);
    }

    private void extensions(ServerFacts source) throws Exception {
        Set<Object> missing =
                new LinkedHashSet<>(((java.util.Map<?, ?>) source.facts().get("extensions")).keySet());
        try (Session session = Databases.installed().open(scope, options.word(), to, null, Use.READS)) {
            session.rows("select name::text as name from pg_available_extensions")
                    .forEach(row -> missing.remove(row.get("name")));
        }
        held(
                "extensions are available at the destination",
                missing.isEmpty(),
                missing.isEmpty() ? "all" : "missing: " + missing);
    }

    private void held(String what, boolean held, String evidence) {
        scope.verified(options.word() + ": " + what, held, evidence);
        if (!held) {
            failures.add("  " + what + ": " + evidence);
        }
    }

    /** Two names of one database would be read and overwritten at once. */
    static void different(String word, TargetSpec from, ServerFacts source, TargetSpec to, ServerFacts target) {
        if (source.identity().equals(target.identity())) {
            throw new EffectFailed(word + ": " + from.label() + " and " + to.label()
                    + " are one and the same database: look into " + from.where() + " and " + to.where());
        }
    }
}
