package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code pg_dump} into {@code pg_restore}, without a file between them, on a host that reaches both servers. */
public final class Copy extends Transfer {
    private final TargetSpec from;
    private final Connection source;
    private final Connection destination;

    public Copy(StepScope scope, TargetSpec from, TargetSpec to, Options options) {
        super(scope, to, options);
        this.from = from;
        writable(options.word(), to);
        this.source = Connection.of(scope, options, from, options.text("at"));
        this.destination = Connection.of(scope, options, to, options.text("toAt"));
    }

    @Override
    protected Account account() {
        return new Account(
                "pg_dump " + from.name() + " to " + database.name(),
                "both servers, and client tools on host '" + client.host() + "' that fit them",
                "how much was restored",
                List.of(Progress.RESTORING, Progress.INDEXES));
    }

    @Override
    protected Progress progress(Map<String, Long> sizes) {
        return Progress.of(scope, Progress.RESTORING, sizes);
    }

    @Override
    protected Map<String, Object> outcome(Ready ready) throws Exception {
        return Restore.restored(
                scope,
                ServerFacts.of(scope, options.word(), database),
                ready.sizes().size());
    }

    @Override
    protected Ready look() throws Exception {
        ServerFacts old = ServerFacts.of(scope, options.word(), from);
        ServerFacts target = ServerFacts.of(scope, options.word(), database);
        Comparison.different(options.word(), from, old.identity(), database, target.identity());
        Tools tools = client.tools();
        Tools.Installed chosen = tools.choose(
                options.word(),
                each -> each.atLeast(old.version()) && target.version().atLeast(each),
                Comparator.naturalOrder(),
                "copy from PostgreSQL " + old.version() + " to " + target.version()
                        + " (pg_dump must not be older than the source, nor pg_restore newer than the destination)",
                target.version().major());
        client.sameServer(from, source, old, tools.path(chosen));
        client.sameServer(database, destination, target, tools.path(chosen));
        return new Ready(tools.path(chosen), old.sizes());
    }

    @Override
    protected Script script() {
        Script script = Restore.empty(new Script(), destination)
                .piped(
                        dump -> Dump.pgDump(dump, source, options).add(" --format=custom --compress=0"),
                        load -> Restore.pgRestore(load, destination, options, 1),
                        "pg_dump failed: what was restored is not whole");
        return Restore.analyze(script, destination, options);
    }
}
