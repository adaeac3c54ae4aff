package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.postgres.client.Progress;
import dev.runbook.plugins.postgres.client.Ready;
import dev.runbook.plugins.postgres.client.Script;
import dev.runbook.plugins.postgres.client.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The client reads a dump, and stops at the first error, as it does whenever it reads a file. */
public final class MysqlRestore extends Transfer {
    private final MysqlConnection connection;
    private final Text path;

    public MysqlRestore(StepScope scope, TargetSpec database, Options options, Text path) {
        super(scope, database, options);
        writable(options.word(), database);
        this.connection = MysqlConnection.of(options, database, options.text("at"));
        this.path = path;
    }

    @Override
    protected Account account() {
        return new Account(
                "mysql " + database.name(),
                "the server, and its client tools on host '" + client.host() + "'",
                "how much was restored",
                List.of());
    }

    @Override
    protected Ready look() throws Exception {
        connection.sameServer(client, MysqlFacts.of(scope, options.word(), database));
        return new Ready(null, Map.of());
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return new Progress(scope, MysqlDump.TABLE, sizes);
    }

    @Override
    protected Script script() {
        Script script = new Script()
                .add("p=")
                .value(path)
                .add("\ntail -n 1 \"$p\" | grep -q '^" + MysqlDump.WHOLE
                        + "' || { echo \"$p has no last line, so it is not whole\" >&2; exit 1; }\n")
                .add(MysqlConnection.NAMES);
        connection.empty(script);
        return connection.load(script).add(" <\"$p\"\n");
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws Exception {
        return restored(scope, MysqlFacts.of(scope, options.word(), database));
    }

    static Map<String, Object> restored(StepScope scope, MysqlFacts facts) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("bytes", facts.facts().get("bytes"));
        result.put("tables", facts.sizes().size());
        scope.measure("bytes", (Long) facts.facts().get("bytes"));
        return result;
    }
}
