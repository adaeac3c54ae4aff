package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word census, for both kinds of servers. */
public final class CensusWord {
    private CensusWord() {}

    public static Object postgres(StepScope scope, TargetSpec database, Options options) {
        String schema = options.text("schema");
        Catalogue catalogue = new PostgresCatalogue(schema, feeds(options));
        return take(scope, database, catalogue, options, schema == null ? "" : ", schema " + schema);
    }

    public static Object mysql(StepScope scope, TargetSpec database, Options options) {
        return take(scope, database, new MysqlCatalogue(), options, "");
    }

    private static Object take(
            StepScope scope, TargetSpec database, Catalogue catalogue, Options options, String where) {
        CensusOptions how = new CensusOptions(
                options.texts("exclude"),
                options.flag("hash", true),
                options.number("jobs", 1),
                options.flag("lowerCase", false));
        String what = "every table: count" + (how.hash() ? " and content hash" : "") + where
                + (how.exclude().isEmpty() ? "" : ", without " + String.join(", ", how.exclude()));
        return scope.perform(Effect.reads(
                        options.word(),
                        database.name(),
                        what,
                        () -> new Census(scope, options.word(), database, catalogue, how).take())
                .needing(options.all()));
    }

    /** {@code [state_group_id_seq: 'state_groups.id']}: one column or several of a sequence, as text with dots or, for names with dots, as a list. */
    private static Map<String, List<String>> feeds(Options options) {
        Map<String, List<String>> feeds = new LinkedHashMap<>();
        options.map("sequences").forEach((sequence, value) -> {
            List<String> parts = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(part -> parts.add(String.valueOf(part)));
            } else {
                parts.addAll(List.of(String.valueOf(value).split("\\.")));
            }
            if (parts.size() < 2 || parts.size() > 3) {
                throw RunbookException.invalid(
                        options.word() + " sequences: expected a column such as 'users.id' or 'public.users.id' for '"
                                + sequence + "', found '" + value + "'");
            }
            feeds.put(sequence, parts);
        });
        return feeds;
    }
}
