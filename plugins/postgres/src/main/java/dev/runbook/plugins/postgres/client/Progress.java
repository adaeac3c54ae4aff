package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.spi.StepScope;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a tool is, worked out from the tables that it names: the bytes of those that it has begun before the last. */
public final class Progress implements Consumer<String> {
    static final String DUMPING = "dumping contents of table";
    static final String RESTORING = "processing data for table";
    static final String INDEXES = "creating INDEX";

    private final StepScope scope;
    private final Pattern table;
    private final Map<String, Long> sizes;
    private final long total;
    private long done;
    private long open;

    /** @param table finds, as its first group, the table that a line says was begun */
    public Progress(StepScope scope, Pattern table, Map<String, Long> sizes) {
        this.scope = scope;
        this.table = table;
        this.sizes = sizes;
        this.total = sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The lines of PostgreSQL's tools. */
    static Progress of(StepScope scope, String verb, Map<String, Long> sizes) {
        return new Progress(scope, Pattern.compile(Pattern.quote(verb) + " \"(.*)\"$"), sizes);
    }

    @Override
    public void accept(String line) {
        Matcher found = table.matcher(line);
        if (total > 0 && found.find()) {
            done += open;
            open = sizes.getOrDefault(found.group(1), 0L);
            scope.progress(Math.min(done, total), total);
        }
    }
}
