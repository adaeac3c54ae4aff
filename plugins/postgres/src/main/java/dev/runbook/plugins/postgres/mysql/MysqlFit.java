package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.postgres.client.Comparison;
import java.lang.module.ModuleDescriptor.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what is in one database of MariaDB or MySQL can live in another. Inside an effect only. */
public final class MysqlFit {
    private final StepScope scope;
    private final Options options;
    private final TargetSpec from;
    private final TargetSpec to;
    private final Comparison found;

    public MysqlFit(StepScope scope, Options options, TargetSpec from, TargetSpec to) {
        this.scope = scope;
        this.options = options;
        this.from = from;
        this.to = to;
        this.found = new Comparison(scope, options.word(), from, to);
    }

    /** Fails with everything that does not fit. */
    public void verify() throws Exception {
        MysqlFacts old = MysqlFacts.of(scope, options.word(), from);
        MysqlFacts fresh = MysqlFacts.of(scope, options.word(), to);
        Comparison.different(options.word(), from, old.identity(), to, fresh.identity());
        Map<String, Object> source = old.facts();
        Map<String, Object> target = fresh.facts();
        found.same("the same product", source.get("product"), target.get("product"));
        found.held(
                "the destination's server is not older",
                version(target).compareTo(version(source)) >= 0,
                source.get("version") + " → " + target.get("version"));
        if (!"any".equals(options.text("locale"))) {
            found.same("character set of new tables", source.get("characterSet"), target.get("characterSet"));
            found.same("order of text of new tables", source.get("collate"), target.get("collate"));
        }
        if (!"any".equals(options.text("names"))) {
            found.same(
                    "names of tables (lower_case_table_names)",
                    source.get("lowerCaseTableNames"),
                    target.get("lowerCaseTableNames"));
        }
        found.held(
                "the destination takes writes",
                Boolean.FALSE.equals(target.get("readOnly")),
                "read_only: " + target.get("readOnly"));
        found.held(
                "the destination takes packets as large (max_allowed_packet)",
                packet(target) >= packet(source),
                packet(source) + " → " + packet(target));
        collations();
        found.end();
    }

    private static Version version(Map<String, Object> facts) {
        return Version.parse(String.valueOf(facts.get("major")));
    }

    private static long packet(Map<String, Object> facts) {
        return ((Number) facts.get("maxAllowedPacket")).longValue();
    }

    /** Newer servers of MariaDB name a collation once for all character sets: {@code uca1400_ai_ci} is {@code utf8mb4_uca1400_ai_ci} too. */
    private void collations() throws Exception {
        List<String> used;
        try (Session session = Databases.installed().open(scope, options.word(), from, null, Use.READS)) {
            used = MysqlFacts.collations(session);
        }
        Set<Object> known = new HashSet<>();
        try (Session session = Databases.installed().open(scope, options.word(), to, null, Use.READS)) {
            session.rows("select collation_name as name from information_schema.collations")
                    .forEach(row -> known.add(row.get("name")));
        }
        List<String> missing = used.stream()
                .filter(each -> !known.contains(each) && !known.contains(each.replaceFirst("^[^_]*_", "")))
                .toList();
        found.available("the destination knows the collations of tables and columns", missing);
    }
}
