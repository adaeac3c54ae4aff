package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.HostWork;
import dev.runbook.engine.spi.HostWork.Shell;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Client tools on the host of the {@code onHost} around a word: what is looked at before, and the job. */
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StepScope scope;
    private final Options options;
    private final Shell shell;

    Client(StepScope scope, Options options) {
        this.scope = scope;
        this.options = options;
        this.shell = HostWork.installed().here(scope, options.word()).writing(options.word());
    }

    public String host() {
        return shell.host();
    }

    Tools tools() throws InterruptedException {
        return Tools.on(shell, options.word(), options.text("tools"));
    }

    /** What a short command says, with the chosen tools in reach; a null path is the host's own. */
    public String said(Script script, String path) throws InterruptedException {
        Map<String, Object> env = path == null ? Map.of() : Map.of("PATH", path);
        return shell.text(options.word(), script.text(), env, InputStream.nullInputStream(), PATIENCE);
    }

    /** That this host reaches the server that the engine sees, and no other one behind the same address. */
    void sameServer(TargetSpec database, Connection connection, ServerFacts facts, String path)
            throws InterruptedException {
        Script ask = psql(new Script(), connection)
                .add(" --tuples-only --no-align --command=")
                .value(ServerFacts.IDENTITY);
        String found = said(ask, path).strip();
        same(database, connection.text(), found, facts.identity());
    }

    /** That both found the same server. */
    public void same(TargetSpec database, String connection, String found, String expected) {
        if (!found.equals(expected)) {
            throw new EffectFailed(options.word() + ": from host '" + host() + "', " + connection
                    + " leads to another server or database than the one that " + database.label() + " of "
                    + database.where() + " is. Nothing was written. Say at: 'HOST:PORT', as host '" + host()
                    + "' sees it");
        }
    }

    static Script psql(Script script, Connection connection) {
        return script.password("PGPASSWORD", connection.password())
                .add("psql --no-psqlrc --quiet --no-password --set=ON_ERROR_STOP=1 --dbname=")
                .value(connection.text());
    }

    /** The job; its name tells it from others of the step, so that a resumed run finds the right one. */
    Object job(String name, Script script, Object ready, Progress progress, List<String> milestones) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("name", name);
        job.put("label", name);
        job.put("env", env(ready));
        job.put("milestones", milestones);
        job.put("lines", progress);
        job.put("failure", java.util.regex.Pattern.compile("errors ignored on restore"));
        return shell.job(job, script.text());
    }

    private static Map<String, Object> env(Object ready) {
        Map<String, Object> env = new LinkedHashMap<>();
        Object path = ready instanceof Ready found ? found.path() : ready;
        if (path != null) {
            env.put("PATH", path);
        }
        env.put("LC_ALL", "C");
        return env;
    }
}
