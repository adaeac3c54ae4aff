package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code pg_dump} into an archive on its host. */
public final class Dump extends Transfer {
    private static final Pattern DATA = Pattern.compile("^\\d+; \\d+ \\d+ (?:TABLE|MATERIALIZED VIEW) DATA ");

    private final Connection connection;
    private final Text path;
    private final int jobs;

    public Dump(StepScope scope, TargetSpec database, Options options, Text path) {
        super(scope, database, options);
        this.connection = Connection.of(scope, options, database, options.text("at"));
        this.path = path;
        this.jobs = options.number("jobs", 1);
    }

    @Override
    protected Account account() {
        return new Account(
                "pg_dump " + database.name(),
                "the server, and a pg_dump on host '" + client.host() + "' that fits it",
                "the archive on host '" + client.host() + "'",
                List.of(Progress.DUMPING));
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return Progress.of(scope, Progress.DUMPING, sizes);
    }

    @Override
    protected Ready look() throws Exception {
        ServerFacts facts = ServerFacts.of(scope, options.word(), database);
        Tools tools = client.tools();
        Tools.Installed chosen = fitting(options.word(), tools, facts);
        client.sameServer(database, connection, facts, tools.path(chosen));
        return new Ready(tools.path(chosen), facts.sizes());
    }

    /** The oldest that is not older than the server: its archive is readable for the most. */
    static Tools.Installed fitting(String word, Tools tools, ServerFacts facts) {
        ServerVersion server = facts.version();
        return tools.choose(
                word,
                each -> each.atLeast(server),
                Collections.reverseOrder(Comparator.<ServerVersion>naturalOrder()),
                "dump PostgreSQL " + server + " (pg_dump must not be older than the server)",
                server.major());
    }

    /** The archive appears under its name when it is whole; what an earlier rehearsal left there is never taken for it. */
    @Override
    protected Script script() {
        Script script = new Script().newFile(path).add("rm -rf -- \"$p.partial\"\n");
        pgDump(script, connection, options);
        script.add(jobs > 1 ? " --format=directory --jobs=" + jobs : " --format=custom")
                .add(" --file=\"$p.partial\"\n");
        return script.add("mv -- \"$p.partial\" \"$p\"\n");
    }

    static Script pgDump(Script script, Connection connection, Options options) {
        script.password("PGPASSWORD", connection.password())
                .add("pg_dump --dbname=")
                .value(connection.text())
                .add(" --no-password --verbose");
        for (String schema : options.texts("schema")) {
            script.add(" --schema=").value(pattern(schema));
        }
        for (String table : options.texts("withoutData")) {
            String[] parts = table.split("\\.", 2);
            script.add(" --exclude-table-data=")
                    .value(parts.length == 2 ? pattern(parts[0]) + "." + pattern(parts[1]) : pattern(table));
        }
        return script;
    }

    /** A name where pg_dump takes patterns. */
    private static String pattern(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws InterruptedException {
        Script script = new Script()
                .add("p=")
                .value(path)
                .add("\nls -ln \"$p\" | awk '{ s += $5 } END { printf \"%.0f\\n\", s }'\npg_restore --list \"$p\"\n");
        List<String> lines = client.said(script, ready.path()).lines().toList();
        long tables = lines.stream().filter(each -> DATA.matcher(each).find()).count();
        if (tables == 0
                && ready.sizes().size() > options.texts("withoutData").size()
                && options.texts("schema").isEmpty()) {
            throw new EffectFailed(options.word() + ": the archive " + path.show() + " on host '" + client.host()
                    + "' holds no data of any table, expected " + ready.sizes().size());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bytes", Long.parseLong(lines.get(0).strip()));
        result.put("tables", tables);
        scope.measure("bytes", ready.total());
        return result;
    }
}
