package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.List;
import java.util.Map;

/** A word that moves a database with its server's own client tools: it looks at everything first, then runs one job on the host of {@code onHost}, then says what came of it. */
public abstract class Transfer {
    protected final StepScope scope;
    protected final TargetSpec database;
    protected final Options options;
    protected final Client client;

    protected Transfer(StepScope scope, TargetSpec database, Options options) {
        this.scope = scope;
        this.database = database;
        this.options = options;
        this.client = new Client(scope, options);
    }

    /**
     * What an operator reads.
     *
     * @param job        the job's name, by which a resumed run finds it again
     * @param looked     what is looked at before
     * @param outcome    what is looked at afterwards
     * @param milestones texts of its lines that begin a phase
     */
    public record Account(String job, String looked, String outcome, List<String> milestones) {}

    protected abstract Account account();

    /** Everything that could stop the job later. Inside an effect. */
    protected abstract Ready look() throws Exception;

    protected abstract Script script();

    /** @param sizes what was found before the job; empty in a dry run */
    protected abstract Progress progress(Map<String, Long> sizes);

    /** What the word gives. Inside an effect. */
    protected abstract Map<String, Object> outcome(Ready ready) throws Exception;

    /** @param inputs values of the script that may still be pending */
    public final Object perform(Object... inputs) {
        Account account = account();
        Object ready = scope.perform(Effect.<Object>reads(options.word(), database.name(), account.looked(), this::look)
                .needing(inputs)
                .needing(options.all()));
        Map<String, Long> sizes = ready instanceof Ready found ? found.sizes() : Map.of();
        Object job = client.job(account.job(), script(), ready, progress(sizes), account.milestones());
        return job instanceof Pending
                ? job
                : scope.perform(Effect.<Object>reads(
                        options.word(), database.name(), account.outcome(), () -> outcome((Ready) ready)));
    }

    /** A word that writes, and a target that is declared as only read. */
    public static void writable(String word, TargetSpec database) {
        if (database.readOnly()) {
            throw RunbookException.invalid(
                    word + " writes to " + database.label() + ", and targets declares it with access: 'read'");
        }
    }
}
