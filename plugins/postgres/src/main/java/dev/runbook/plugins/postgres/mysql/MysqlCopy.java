package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.postgres.client.Comparison;
import dev.runbook.plugins.postgres.client.Progress;
import dev.runbook.plugins.postgres.client.Ready;
import dev.runbook.plugins.postgres.client.Script;
import dev.runbook.plugins.postgres.client.Transfer;
import java.util.List;
import java.util.Map;

/** The dump into the client, without a file between them, on a host that reaches both servers. */
public final class MysqlCopy extends Transfer {
    private final TargetSpec from;
    private final MysqlConnection source;
    private final MysqlConnection destination;

    public MysqlCopy(StepScope scope, TargetSpec from, TargetSpec to, Options options) {
        super(scope, to, options);
        this.from = from;
        writable(options.word(), to);
        this.source = MysqlConnection.of(options, from, options.text("at"));
        this.destination = MysqlConnection.of(options, to, options.text("toAt"));
    }

    @Override
    protected Account account() {
        return new Account(
                "mysqldump " + from.name() + " to " + database.name(),
                "both servers, and their client tools on host '" + client.host() + "'",
                "how much was restored",
                List.of());
    }

    @Override
    protected Ready look() throws Exception {
        MysqlFacts old = MysqlFacts.of(scope, options.word(), from);
        MysqlFacts target = MysqlFacts.of(scope, options.word(), database);
        Comparison.different(options.word(), from, old.identity(), database, target.identity());
        source.sameServer(client, old);
        destination.sameServer(client, target);
        return new Ready(null, old.sizes());
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return new Progress(scope, MysqlDump.TABLE, sizes);
    }

    @Override
    protected Script script() {
        return destination
                .empty(new Script().add(MysqlConnection.NAMES))
                .piped(
                        source::dump,
                        destination::load,
                        "the dump failed: what was restored is not whole. Wipe it before another attempt");
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws Exception {
        return MysqlRestore.restored(scope, MysqlFacts.of(scope, options.word(), database));
    }
}
