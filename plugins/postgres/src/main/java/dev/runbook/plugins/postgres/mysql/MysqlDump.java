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
import java.util.regex.Pattern;

/** {@code mariadb-dump} or {@code mysqldump} into a file of statements on its host. */
public final class MysqlDump extends Transfer {
    static final Pattern TABLE = Pattern.compile("table structure for table (.+?)\\.\\.\\.");
    static final String WHOLE = "-- Dump completed";

    private final MysqlConnection connection;
    private final Text path;

    public MysqlDump(StepScope scope, TargetSpec database, Options options, Text path) {
        super(scope, database, options);
        this.connection = MysqlConnection.of(options, database, options.text("at"));
        this.path = path;
    }

    @Override
    protected Account account() {
        return new Account(
                "mysqldump " + database.name(),
                "the server, and its client tools on host '" + client.host() + "'",
                "the dump on host '" + client.host() + "'",
                List.of());
    }

    @Override
    protected Ready look() throws Exception {
        MysqlFacts facts = MysqlFacts.of(scope, options.word(), database);
        connection.sameServer(client, facts);
        return new Ready(null, facts.sizes());
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return new Progress(scope, TABLE, sizes);
    }

    /** Its last line says that a dump is whole; only then it gets its name. */
    @Override
    protected Script script() {
        Script script = new Script().newFile(path).add(MysqlConnection.NAMES);
        connection
                .dump(script)
                .add(" --result-file=\"$p.partial\"\ntail -n 1 \"$p.partial\" | grep -q '^" + WHOLE
                        + "' || { echo 'the dump has no last line, so it is not whole' >&2; exit 1; }\n");
        return script.add("mv -- \"$p.partial\" \"$p\"\n");
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        Script size = new Script().add("wc -c <").value(path);
        result.put("bytes", Long.parseLong(client.said(size, null).strip()));
        result.put("tables", ready.sizes().size());
        scope.measure("bytes", ready.total());
        return result;
    }
}
