package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One job: who it is, and how it is begun or found again. */
final class Job {
    private static final int HASH = 12;

    /** So often a job whose start was cut off before its command ran is begun anew. */
    private static final int ROUNDS = 3;

    private final StepScope scope;
    private final HostShell shell;
    private final HostShell watcher;
    private final Text command;
    private final Map<String, Object> env;
    private final String shown;
    private final JobTerms terms;
    private final Jobs jobs;
    private final String key;
    private final Masking masking;
    private JobMemory memory;
    private JobOutput output;

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
        int ordinal = jobs.ordinal(scope, own == null ? "" : own);
        this.key = JobMemory.PREFIX
                + (own == null ? String.valueOf(ordinal) : own + (ordinal == 1 ? "" : " " + ordinal)) + " on "
                + shell.host();
        this.masking = new Masking(command, env, shell.env());
    }

    JobResult run() throws InterruptedException {
        memory = found(JobMemory.of(scope.remembered(key)));
        for (int round = 1; ; round++) {
            Ending end = followed();
            if (!end.unbegun() || round == ROUNDS) {
                return judged(end);
            }
            scope.note("the start of the job '" + shown + "' on host '" + shell.host()
                    + "' was cut off before its command ran: it is started anew");
            memory = anew(memory);
        }
    }

    /**
     * The job that is meant. One whose end nobody has read is never begun a second time. One whose end was read is meant again only while its step is taken up where it was cut off; otherwise the step
     * runs again, and means the job anew.
     */
    private JobMemory found(JobMemory earlier) {
        if (earlier == null) {
            return JobMemory.begun(shell.host(), shell.frame().as(), 1);
        }
        boolean taken =
                earlier.end() == null || scope.takesUp() && earlier.end().matches("\\d+");
        return taken ? earlier : anew(earlier);
    }

    private JobMemory anew(JobMemory earlier) {
        return JobMemory.begun(shell.host(), shell.frame().as(), earlier.round() + 1);
    }

    private Ending followed() throws InterruptedException {
        String name = scope.run().id() + "-"
                + Hash.sha256(scope.step() + "\n" + key).substring(0, HASH) + "-" + memory.round();
        if (memory.folder() != null) {
            attached();
        }
        try (Shown upTo = Shown.of(scope.run().folder(), name)) {
            output = new JobOutput(scope, terms, masking, memory, upTo, this::remember);
            remember();
            Ending end = new Following(scope, watcher, output, terms, shown, memory.folder(), this::found)
                    .toEnd((follow, listener) -> begin(name, follow, listener));
            output.end();
            boolean known = end.how().equals("vanished") && memory.end() != null;
            return known ? Ending.with("ended", memory.end()) : end;
        } catch (RunbookException | InterruptedException letGo) {
            // Who takes it up goes on here.
            remember();
            throw letGo;
        }
    }

    /** The start, which also follows for a while. */
    private int begin(String name, JobScript.Follow follow, Listener listener) throws InterruptedException {
        Rendered sent = CommandText.sent(command);
        List<String> own = IntStream.rangeClosed(1, sent.secrets().size())
                .mapToObj(each -> "RB_" + each)
                .toList();
        Rendered script = JobScript.start(sent, own, name, Hash.sha256(sent.script()), follow);
        return shell.run(script, env, InputStream.nullInputStream(), null, listener);
    }

    private void found(String how, String where) {
        memory = memory.at(where);
        if (how.equals("attached")) {
            attached();
        }
        remember();
    }

    private void attached() {
        scope.note("attached to the job '" + shown + "' on host '" + shell.host() + "', which was started before");
    }

    /** On the disk before the job is begun, and whenever there is something new to know. */
    private void remember() {
        memory = output.into(memory);
        scope.remember(key, memory.data());
    }

    private JobResult judged(Ending end) {
        memory = memory.ended(end.remembered());
        remember();
        if (end.status() != null) {
            jobs.read(memory.folder(), watcher);
        }
        return new Verdict(shown, shell.host(), terms, masking).on(end, output);
    }
}
