package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.postgres.client.Dropped;
import dev.runbook.plugins.postgres.client.Others;
import dev.runbook.plugins.postgres.client.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Empties a database: drops it and makes it again. Grants on it outlive that, since the server keeps them by its name. */
public final class MysqlWipe {
    /** What every user may be connected to while another database is dropped. */
    private static final String MAINTENANCE = "information_schema";

    private final StepScope scope;
    private final TargetSpec database;
    private final Options options;
    private final String name;

    public MysqlWipe(StepScope scope, TargetSpec database, Options options) {
        this.scope = scope;
        this.database = database;
        this.options = options;
        Transfer.writable(options.word(), database);
        this.name = MysqlConnection.of(options, database, null).address().name();
    }

    public Object perform() {
        String what = "drop database " + name + " with everything in it and create it again, empty";
        return scope.perform(Effect.<Object>writes(options.word(), database.name(), what, this::wiped)
                .needing(options.all()));
    }

    private Map<String, Object> wiped() throws Exception {
        try (Session session = Databases.installed().open(scope, options.word(), database, MAINTENANCE, Use.WRITES)) {
            Map<String, Object> was = new Dropped(scope, options.word(), database, name).was(was(session));
            Map<Long, Object> others = MysqlFacts.sessions(session, name);
            new Others(List.copyOf(others.values())).gone(scope, options, database, () -> {
                for (Long each : others.keySet()) {
                    session.execute("kill " + each);
                }
            });
            session.execute("drop database if exists " + quoted(name));
            String collate =
                    options.text("collate") == null ? String.valueOf(was.get("collate")) : options.text("collate");
            session.execute("create database " + quoted(name) + " collate " + quoted(collate));
            return Map.of("tables", was.get("tables"));
        }
    }

    /** Its collation, which says its character set too; nothing, where there is no such database. */
    private Map<String, Object> was(Session session) throws Exception {
        Map<String, Object> was = new LinkedHashMap<>();
        session.rows("""
                select s.default_collation_name as `collate`,
                  (select count(*) from information_schema.tables t where t.table_schema = s.schema_name and t.table_type = 'BASE TABLE') as tables
                from information_schema.schemata s where s.schema_name = ?""", name).forEach(was::putAll);
        return was;
    }

    private static String quoted(String part) {
        return "`" + part.replace("`", "``") + "`";
    }
}
