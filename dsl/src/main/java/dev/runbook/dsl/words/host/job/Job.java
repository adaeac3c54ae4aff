package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.CommandFailed;
import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.StepScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One job: who it is, how it is begun or found again, and what its end means. */
final class Job {
    private static final int HASH = 12;
    private static final int LINES = 10;

    private final StepScope scope;
    private final HostShell shell;
    private final HostShell watcher;
    private final Text command;
    private final Map<String, Object> env;
    private final String shown;
    private final JobTerms terms;
    private final Jobs jobs;
    private final String key;
    private final String name;
    private final JobOutput output;
    private final Masking masking;
    private volatile String folder;

    /** Inside an effect only. */
    Job(StepScope scope, HostShell shell, Given given, Text command, JobTerms terms) {
        this.scope = scope;
        this.shell = shell;
        // Following needs neither the job's folder nor its environment.
        this.watcher =
                HostShell.of(scope, new HostFrame(shell.host(), shell.frame().as(), "/", Map.of()));
        this.command = command;
        this.env = given.map("env");
        // A word of a plugin says in a few words what its script is for.
        this.shown = given.has("label") ? given.text("label") : CommandText.shown(command);
        this.terms = terms;
        shell.link();
        this.jobs = scope.shared("jobs on " + shell.host(), Jobs.class, Jobs::new);
        String own = given.text("name");
        String label = own == null ? "" : own;
        int ordinal = jobs.ordinal(scope, label);
        this.key = "job " + (own == null ? String.valueOf(ordinal) : own + (ordinal == 1 ? "" : " " + ordinal)) + " on "
                + shell.host();
        this.name = scope.run().id() + "-" + hash(scope.step() + "\n" + key).substring(0, HASH);
        this.masking = new Masking(command, env, shell.env());
        Map<?, ?> earlier = scope.remembered(key) instanceof Map<?, ?> map ? map : Map.of();
        long offset = earlier.get("offset") instanceof Number number ? number.longValue() : 0;
        List<String> begun = earlier.get("milestones") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        this.folder = earlier.get("folder") == null ? null : String.valueOf(earlier.get("folder"));
        boolean again = folder != null && jobs.wasRead(folder);
        this.output =
                new JobOutput(scope, terms, masking, again ? 0 : offset, again ? List.of() : begun, this::remember);
    }

    JobResult run() throws InterruptedException {
        remember();
        End end = new Following(scope, watcher, output, terms, shown).toEnd(this::begin, this::found);
        output.end();
        if (folder != null) {
            jobs.read(folder, watcher);
        }
        return judged(end);
    }

    /** The start, which also follows for a while. */
    private int begin(JobScript.Follow follow) throws InterruptedException {
        Rendered sent = CommandText.sent(command);
        List<String> own = IntStream.rangeClosed(1, sent.secrets().size())
                .mapToObj(each -> "RB_" + each)
                .toList();
        boolean fresh = folder != null && jobs.wasRead(folder);
        Rendered script = JobScript.start(sent, own, name, hash(sent.script()), fresh, follow);
        return shell.run(script, env, java.io.InputStream.nullInputStream(), null, output);
    }

    private void found(String how, String where) {
        folder = where;
        if (how.equals("attached")) {
            scope.note("attached to the job '" + shown + "' on host '" + shell.host() + "', which was started before");
        }
        if (how.equals("other")) {
            throw new EffectFailed("A job of this step with another command was started before on host '" + shell.host()
                    + "', in " + where + ": it is neither this one nor may both run. End it with: runbook kill "
                    + scope.run().id() + " '" + scope.step() + "', or give this one a name: of its own");
        }
        remember();
    }

    /** On the disk before the job is begun, and at each milestone. */
    private void remember() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("host", shell.host());
        state.put("as", shell.frame().as());
        state.put("folder", folder);
        state.put("offset", output.shown());
        state.put("milestones", output.begun());
        scope.remember(key, state);
    }

    private JobResult judged(End end) {
        List<String> lines = output.kept();
        String tail = masking.mask(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
        if (end.status() == null) {
            throw new EffectFailed("The job '" + shown + "' on host '" + shell.host()
                    + "' is gone without a status: it was killed, or the host was started anew. Its last lines:\n  "
                    + tail.replace("\n", "\n  "));
        }
        if (output.failedBy() != null) {
            throw new EffectFailed(
                    "The job '" + shown + "' on host '" + shell.host() + "' said what must not appear (failure: "
                            + terms.failure() + ") and ended with status " + end.status() + ": " + output.failedBy());
        }
        if (!terms.ok().contains(end.status())) {
            throw new CommandFailed(shown, shell.host(), end.status(), terms.ok(), tail);
        }
        if (!output.succeeded()) {
            throw new EffectFailed("The job '" + shown + "' on host '" + shell.host() + "' ended with status "
                    + end.status() + ", but no line was found that success: expects (" + terms.success()
                    + "); its last lines:\n  " + tail.replace("\n", "\n  "));
        }
        return new JobResult(end.status(), lines);
    }

    /** How it ended; a null status is none. */
    record End(Integer status) {}

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
