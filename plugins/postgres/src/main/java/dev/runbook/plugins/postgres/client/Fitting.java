package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;

/** Looks for client tools that fit a server, and does nothing with them. */
public final class Fitting {
    private final StepScope scope;
    private final TargetSpec database;
    private final Options options;
    private final boolean dump;
    private final Client client;

    public Fitting(StepScope scope, TargetSpec database, Options options, String purpose) {
        if (!purpose.equals("dump") && !purpose.equals("restore")) {
            throw RunbookException.invalid(
                    options.word() + ": expected tools('dump') or tools('restore'), found '" + purpose + "'");
        }
        this.scope = scope;
        this.database = database;
        this.options = options;
        this.dump = purpose.equals("dump");
        this.client = new Client(scope, options);
    }

    public Object perform() {
        String what = "client tools on host '" + client.host() + "' that " + (dump ? "dump it" : "restore into it");
        return scope.perform(Effect.<Object>reads(options.word(), database.name(), what, () -> {
                    ServerFacts facts = ServerFacts.of(scope, options.word(), database);
                    Tools tools = client.tools();
                    return (dump
                                    ? Dump.fitting(options.word(), tools, facts)
                                    : Restore.fitting(options.word(), tools, facts))
                            .version()
                            .toString();
                })
                .needing(options.all()));
    }
}
