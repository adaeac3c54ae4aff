package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether what is in one database of PostgreSQL can live in another. Inside an effect only. */
public final class Fit {
    private final StepScope scope;
    private final Options options;
    private final TargetSpec from;
    private final TargetSpec to;
    private final Comparison found;

    public Fit(StepScope scope, Options options, TargetSpec from, TargetSpec to) {
        this.scope = scope;
        this.options = options;
        this.from = from;
        this.to = to;
        this.found = new Comparison(scope, options.word(), from, to);
    }

    /** Fails with everything that does not fit. */
    public void verify() throws Exception {
        ServerFacts source = ServerFacts.of(scope, options.word(), from);
        ServerFacts target = ServerFacts.of(scope, options.word(), to);
        Comparison.different(options.word(), from, source.identity(), to, target.identity());
        found.held(
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
        found.held(
                "the destination takes writes",
                Boolean.FALSE.equals(target.facts().get("standby")),
                "standby: " + target.facts().get("standby"));
        found.held(
                "no setting of the destination database itself",
                ((List<?>) target.facts().get("settings")).isEmpty(),
                String.valueOf(target.facts().get("settings")));
        extensions(source);
        found.end();
    }

    private void same(String what, ServerFacts source, ServerFacts target, String fact) {
        found.same(what, source.facts().get(fact), target.facts().get(fact));
    }

    private void extensions(ServerFacts source) throws Exception {
        List<Object> missing = new ArrayList<>(((Map<?, ?>) source.facts().get("extensions")).keySet());
        try (Session session = Databases.installed().open(scope, options.word(), to, null, Use.READS)) {
            session.rows("select name::text as name from pg_available_extensions")
                    .forEach(row -> missing.remove(row.get("name")));
        }
        found.available("extensions are available at the destination", missing);
    }
}
