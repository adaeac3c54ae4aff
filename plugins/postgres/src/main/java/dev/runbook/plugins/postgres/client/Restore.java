package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pg_restore} of an archive on its host. */
public final class Restore extends Transfer {
    private static final Pattern FROM = Pattern.compile("Dumped from database version: (\\S+)");
    private static final Pattern DATA =
            Pattern.compile("^\\d+; \\d+ \\d+ (?:TABLE|MATERIALIZED VIEW) DATA (\\S+) (.+) \\S+$");

    private static final String EMPTY = """
            do $$ declare n bigint; x text; begin
              select count(*), min(s.nspname || '.' || c.relname) into n, x from pg_class c join pg_namespace s on s.oid = c.relnamespace
              where s.nspname !~ '^pg_' and s.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');
              if n > 0 then raise 'the database is not empty: % tables, views and sequences, such as %. A restore over them may double rows. Wipe it first, with postgres(NAME).wipe()', n, x; end if;
            end $$""";

    private final Connection connection;
    private final Text path;

    public Restore(StepScope scope, TargetSpec database, Options options, Text path) {
        super(scope, database, options);
        writable(options.word(), database);
        this.connection = Connection.of(scope, options, database, options.text("at"));
        this.path = path;
        options.number("jobs", 1);
    }

    @Override
    protected Account account() {
        return new Account(
                "pg_restore " + database.name(),
                "the server, the archive, and a pg_restore on host '" + client.host() + "' that fits both",
                "how much was restored",
                List.of(Progress.RESTORING, Progress.INDEXES));
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return Progress.of(scope, Progress.RESTORING, sizes);
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws Exception {
        return restored(
                scope,
                ServerFacts.of(scope, options.word(), database),
                ready.sizes().size());
    }

    static Map<String, Object> restored(StepScope scope, ServerFacts facts, int tables) {
        Map<String, Object> result = new LinkedHashMap<>();
        long bytes = facts.sizes().values().stream().mapToLong(Long::longValue).sum();
        scope.measure("bytes", bytes);
        result.put("bytes", bytes);
        result.put("tables", tables);
        return result;
    }

    @Override
    protected Ready look() throws Exception {
        ServerFacts facts = ServerFacts.of(scope, options.word(), database);
        Tools tools = client.tools();
        Tools.Installed chosen = fitting(options.word(), tools, facts);
        client.sameServer(database, connection, facts, tools.path(chosen));
        Script list = new Script().add("pg_restore --list ").value(path);
        String contents = client.said(list, tools.path(chosen));
        notFromNewer(contents, facts);
        Map<String, Long> tables = new HashMap<>();
        contents.lines()
                .map(DATA::matcher)
                .filter(Matcher::matches)
                .forEach(found -> tables.put(found.group(1) + "." + found.group(2), 1L));
        return new Ready(tools.path(chosen), tables);
    }

    /** The newest that is not newer than the server. */
    static Tools.Installed fitting(String word, Tools tools, ServerFacts facts) {
        return tools.choose(
                word,
                each -> facts.version().atLeast(each),
                Comparator.naturalOrder(),
                "restore into PostgreSQL " + facts.version()
                        + " (a newer pg_restore writes settings that this server does not know)",
                facts.version().major());
    }

    private void notFromNewer(String contents, ServerFacts facts) {
        Matcher from = FROM.matcher(contents);
        ServerVersion source = from.find() ? ServerVersion.said(from.group(1)) : null;
        if (source != null && !facts.version().atLeast(source)) {
            throw new EffectFailed(options.word() + ": the archive " + path.show() + " comes from PostgreSQL " + source
                    + ", and " + database.label() + " runs " + facts.version()
                    + ": expected at least the same major version. Nothing was written");
        }
    }

    @Override
    protected Script script() {
        Script script = empty(new Script(), connection);
        pgRestore(script, connection, options, options.number("jobs", 1))
                .add(" ")
                .value(path)
                .add("\n");
        return analyze(script, connection, options);
    }

    /** Asked by the job itself, so that one that is attached to again does not trip over what it has restored. */
    static Script empty(Script script, Connection connection) {
        return Client.psql(script, connection).add(" --command=").value(EMPTY).add("\n");
    }

    static Script pgRestore(Script script, Connection connection, Options options, int jobs) {
        script.password("PGPASSWORD", connection.password())
                .add("pg_restore --exit-on-error --verbose --no-password")
                .add(options.flag("owners", false) ? "" : " --no-owner")
                .add(options.flag("privileges", false) ? "" : " --no-privileges")
                .add(options.flag("comments", true) ? "" : " --no-comments")
                .add(jobs > 1 ? " --jobs=" + jobs : options.flag("together", true) ? " --single-transaction" : "");
        if (options.text("role") != null) {
            script.add(" --role=").value(options.text("role"));
        }
        return script.add(" --dbname=").value(connection.text());
    }

    static Script analyze(Script script, Connection connection, Options options) {
        return options.flag("analyze", true) ? Client.psql(script, connection).add(" --command=analyze\n") : script;
    }
}
