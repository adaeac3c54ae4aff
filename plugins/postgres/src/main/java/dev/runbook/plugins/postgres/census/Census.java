package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts everything in a database, in one view of it. Inside an effect only. */
final class Census {
    private final StepScope scope;
    private final String word;
    private final TargetSpec database;
    private final Catalogue catalogue;
    private final CensusOptions options;

    Census(StepScope scope, String word, TargetSpec database, Catalogue catalogue, CensusOptions options) {
        this.scope = scope;
        this.word = word;
        this.database = database;
        this.catalogue = catalogue;
        this.options = options;
    }

    Map<String, Object> take() throws Exception {
        try (Session first = open()) {
            catalogue.begin(first, options.jobs() > 1);
            List<Table> tables = wanted(catalogue.tables(first));
            Map<String, Object> census = new LinkedHashMap<>();
            census.put("tables", counted(first, tables));
            census.putAll(catalogue.rest(first));
            return census;
        }
    }

    private Session open() throws Exception {
        return Databases.installed().open(scope, word, database, null, Use.READS);
    }

    private List<Table> wanted(List<Table> tables) {
        List<String> unknown = new ArrayList<>(options.exclude());
        List<Table> wanted = new ArrayList<>();
        for (Table table : tables) {
            if (!unknown.remove(table.name().toString())) {
                wanted.add(table);
            }
        }
        if (!unknown.isEmpty()) {
            throw new EffectFailed(word + " exclude: there is no table " + unknown + " in database '" + database.name()
                    + "'; found " + tables.stream().map(Table::name).limit(20).toList());
        }
        return wanted;
    }

    private Map<String, Object> counted(Session first, List<Table> tables) throws Exception {
        Map<String, Object> counts = Collections.synchronizedMap(new TreeMap<>());
        Queue<Table> open = new ConcurrentLinkedQueue<>(tables.stream()
                .sorted((a, b) -> Long.compare(b.bytes(), a.bytes()))
                .toList());
        long total = tables.stream().mapToLong(Table::bytes).sum();
        AtomicLong done = new AtomicLong();
        int jobs = Math.max(1, Math.min(options.jobs(), tables.size()));
        if (jobs == 1) {
            count(first, open, counts, done, total);
        } else {
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                work.add(() -> {
                    try (Session own = open()) {
                        catalogue.join(own);
                        count(own, open, counts, done, total);
                    }
                    return null;
                });
            }
            scope.parallel(jobs, work);
        }
        return new LinkedHashMap<>(counts);
    }

    private void count(Session session, Queue<Table> open, Map<String, Object> counts, AtomicLong done, long total)
            throws Exception {
        for (Table table = open.poll(); table != null; table = open.poll()) {
            Map<String, Object> counted = catalogue.count(session, table, options.hash());
            String key = table.name().toString();
            Object twin = counts.put(options.lowerCase() ? key.toLowerCase(Locale.ROOT) : key, counted);
            if (twin != null) {
                throw new EffectFailed(word + " lowerCase: two tables of database '" + database.name()
                        + "' differ only in the case of their names: " + key
                        + ". A server that does not tell them apart would show one of them");
            }
            scope.progress(done.addAndGet(table.bytes()), Math.max(1, total));
        }
    }
}
