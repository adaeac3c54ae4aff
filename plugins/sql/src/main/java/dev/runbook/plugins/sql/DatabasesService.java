package dev.runbook.plugins.sql;

import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.sql.Session.Mode;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Connections for the words of other plugins. */
public final class DatabasesService implements Databases {
    @Override
    public Databases.Session open(StepScope scope, String word, TargetSpec spec, String name, Use use)
            throws Exception {
        Database entry = Database.of(spec);
        Database database = name == null ? entry : entry.named(name);
        Mode mode = use == Use.READS ? Mode.READS : Mode.WRITES;
        dev.runbook.plugins.sql.Session session = dev.runbook.plugins.sql.Session.open(scope, database, mode);
        return new Opened(word, database, session, use);
    }

    @Override
    public Address address(TargetSpec spec) {
        Database database = Database.of(spec);
        return new Address(
                database.dialect().name().toLowerCase(Locale.ROOT),
                database.endpoint(),
                database.databaseName(),
                database.settings());
    }

    private record Opened(String word, Database database, dev.runbook.plugins.sql.Session session, Use use)
            implements Databases.Session {
        @Override
        public List<Map<String, Object>> rows(String sql, Object... values) throws Exception {
            Call call = new Call(word, database, sql, Arrays.asList(values), null);
            return run(call, prepared -> {
                Values.bind(prepared, call.inputs());
                try (ResultSet results = prepared.executeQuery()) {
                    return Rows.all(call, results);
                }
            });
        }

        @Override
        public void execute(String sql) throws Exception {
            run(new Call(word, database, sql, List.of(), null), prepared -> prepared.execute());
        }

        private <T> T run(Call call, dev.runbook.plugins.sql.Session.Work<T> work) throws Exception {
            try {
                return session.run(call, call.shown(), work);
            } catch (Failures.ContactLost lost) {
                throw use == Use.READS ? lost : Sessions.unknown(lost, "whether the statement was carried out");
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
