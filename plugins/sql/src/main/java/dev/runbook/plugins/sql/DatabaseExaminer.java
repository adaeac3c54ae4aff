package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Diagnosis;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Asks a database who we are there, what it is, and what we may do; in read-only transactions. */
final class DatabaseExaminer implements Examiner {
    private static final double MIB = 1 << 20;

    @Override
    public String kind() {
        return Database.KIND;
    }

    @Override
    public void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) {
        Database database = Database.of(target);
        Privileges privileges = Privileges.of(database.dialect());
        SqlDatabase sql = new SqlDatabase(scope, database);
        Instant before = scope.time().now();
        Map<?, ?> self = ask(sql, privileges.self());
        Instant after = scope.time().now();
        diagnosis.good("reached", database.place());
        diagnosis.good("identity", self.get("who") + " in " + self.get("which"));
        diagnosis.good("version", String.valueOf(self.get("version")));
        diagnosis.clock(
                before, Instant.ofEpochMilli(number(self, "millis")), after, Duration.ofMillis(privileges.clockStep()));
        diagnosis.good("space", String.format(Locale.ROOT, "%.1f MiB used", number(self, "bytes") / MIB));
        access(target, number(self, "replica") != 0, ask(sql, privileges.rights()), diagnosis);
    }

    private static void access(TargetSpec target, boolean replica, Map<?, ?> rights, Diagnosis diagnosis) {
        boolean writes = !replica && number(rights, "writable") + number(rights, "creates") > 0;
        String read = "may read " + number(rights, "readable") + " of " + number(rights, "tables") + " tables";
        boolean blind = number(rights, "tables") > 0 && number(rights, "readable") == 0;
        if (target.readOnly()) {
            String found =
                    read + "; declared access: 'read'" + (writes ? ", though the server would let it write" : "");
            if (blind) {
                diagnosis.bad("privileges", found + ". Grant it SELECT");
            } else {
                diagnosis.good("privileges", found);
            }
        } else if (writes) {
            diagnosis.good(
                    "privileges",
                    read + ", write " + number(rights, "writable")
                            + (number(rights, "creates") > 0 ? ", create tables" : ", not create tables"));
        } else {
            diagnosis.bad(
                    "privileges",
                    (replica ? "the server is read-only, or a replica" : read + ", and write none")
                            + ". The runbook declares no access: 'read' here; grant what it needs, or declare that");
        }
    }

    private static Map<?, ?> ask(SqlDatabase sql, String statement) {
        return (Map<?, ?>) sql.row(Map.of(), Text.of(statement));
    }

    private static long number(Map<?, ?> row, String name) {
        return row.get(name) instanceof Number found ? found.longValue() : 0;
    }
}
