package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Follows a job to its end, through lost connections; lets go of it when it stalls or the run is interrupted. */
final class Following {
    /** How long contact may be lost: a job outlives much, but somebody must look at last. */
    private static final Duration LOST = Duration.ofHours(12);

    /** How long one look at the job lasts when nothing happens. */
    private static final Duration ROUND = Duration.ofSeconds(20);

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** So often a start that had no effect on the host is repeated. */
    private static final int STARTS = 3;

    /** How long a job may go on after a line that must not appear. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Reaches the host once; gives the status of the script there. */
    interface Contact {
        int make(JobScript.Follow follow, Listener listener) throws InterruptedException;
    }

    private final StepScope scope;
    private final HostShell watcher;
    private final JobOutput output;
    private final JobTerms terms;
    private final String shown;
    private final BiConsumer<String, String> found;
    private String folder;
    private boolean sent;
    private int unstarted;
    private long heard;
    private long lastOffset;
    private Long failing;
    private RuntimeException lost;

    /**
     * @param folder where the job is, or null where that is not known yet
     * @param found  told at once how and where the job was found, since the first look at it may take long or be cut off
     */
    Following(
            StepScope scope,
            HostShell watcher,
            JobOutput output,
            JobTerms terms,
            String shown,
            String folder,
            BiConsumer<String, String> found) {
        this.scope = scope;
        this.watcher = watcher;
        this.output = output;
        this.terms = terms;
        this.shown = shown;
        this.folder = folder;
        this.found = found;
        this.lastOffset = output.offset();
    }

    Ending toEnd(Contact begin) throws InterruptedException {
        heard = scope.time().nanos();
        try {
            while (true) {
                for (String line : contact(folder == null ? begin : this::follow)) {
                    Ending end = read(line);
                    if (end != null) {
                        return end;
                    }
                }
                checkSilence();
            }
        } catch (InterruptedException stop) {
            if (folder != null || sent) {
                scope.note(lettingGo());
            }
            throw stop;
        }
    }

    private void heard(String line) {
        String[] parts = line.split(" ", 2);
        if (parts[0].equals("started") || parts[0].equals("attached")) {
            folder = parts[1];
            found.accept(parts[0], folder);
        }
    }

    private Ending read(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "other" -> throw other(parts[1]);
            case "ended", "killed" -> {
                return Ending.with(parts[0], parts[1]);
            }
            case "gone" -> {
                return Ending.without(parts[1]);
            }
            case "vanished" -> {
                return Ending.without(parts[0]);
            }
            case "unstarted" -> startAgain();
            default -> {}
        }
        return null;
    }

    private EffectFailed other(String where) {
        return new EffectFailed("A job of this step with another command was started before on host '" + watcher.host()
                + "', in " + where + ": it is neither this one nor may both run. End it with: " + kill()
                + ", or give this one a name: of its own");
    }

    private void startAgain() {
        folder = null;
        if (++unstarted == STARTS) {
            throw new EffectFailed("The job '" + shown + "' does not start on host '" + watcher.host() + "', tried "
                    + STARTS + " times; its command never ran. Is a disk full there, or no process to be had?");
        }
    }

    private int follow(JobScript.Follow follow, Listener listener) throws InterruptedException {
        return watcher.run(JobScript.follow(folder, follow), Map.of(), InputStream.nullInputStream(), null, listener);
    }

    /** One contact, tried again where it was lost. Where a first one could not even be made, that is the failure. */
    private List<String> contact(Contact contact) throws InterruptedException {
        Duration pause = SHORTEST;
        long lostAt = scope.time().nanos();
        while (true) {
            List<String> said = attempt(contact);
            if (!said.isEmpty()) {
                return said;
            }
            if (folder == null && !sent) {
                throw lost;
            }
            checkLost(lostAt);
            scope.output("contact with host '" + watcher.host() + "' was lost" + reason()
                    + "; the job goes on there; trying again in " + Durations.show(pause));
            scope.time().pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    /** What the script said, if anything; else what went wrong is kept. */
    private List<String> attempt(Contact contact) throws InterruptedException {
        Control control = new Control(this::heard);
        try {
            int status = contact.make(new JobScript.Follow(output.offset(), longest()), control.after(output));
            lost = new HostScript(watcher, "job").failed(status, control.errors());
        } catch (OutcomeUnknown failure) {
            sent = true;
            lost = failure;
        } catch (EffectFailed failure) {
            lost = failure;
        }
        return control.said();
    }

    private Duration longest() {
        return terms.stall() == null || terms.stall().compareTo(ROUND) > 0 ? ROUND : terms.stall();
    }

    /** That a sent command may have happened is no trouble here: looking at a job may be repeated. */
    private String reason() {
        return lost instanceof OutcomeUnknown ? "" : " (" + lost.getMessage() + ")";
    }

    private void checkLost(long since) {
        if (scope.time().nanos() - since > LOST.toNanos()) {
            throw new OutcomeUnknown(
                    "Contact with host '" + watcher.host() + "' has been lost for " + Durations.show(LOST) + " ("
                            + lost.getMessage() + "). " + lettingGo(),
                    lost);
        }
    }

    private void checkSilence() {
        long now = scope.time().nanos();
        if (output.offset() != lastOffset) {
            lastOffset = output.offset();
            heard = now;
        }
        if (output.failedBy() != null) {
            failing = failing == null ? Long.valueOf(now) : failing;
            if (now - failing > GRACE.toNanos()) {
                throw new EffectFailed(
                        "The job '" + shown + "' on host '" + watcher.host() + "' said what must not appear (failure: "
                                + terms.failure() + "): " + output.failedBy() + ". " + lettingGo());
            }
        }
        if (terms.stall() != null && now - heard > terms.stall().toNanos()) {
            throw new EffectFailed("The job '" + shown + "' on host '" + watcher.host() + "' has said nothing for "
                    + Durations.show(Duration.ofNanos(now - heard)) + ", expected no silence over "
                    + Durations.show(terms.stall()) + " (stall:). " + lettingGo());
        }
    }

    private String lettingGo() {
        return "The job '" + shown + "' was let go: " + (folder == null ? "it may run" : "it still runs")
                + " on host '" + watcher.host() + "'" + (folder == null ? "" : ", in " + folder)
                + ". runbook resume attaches to it again, " + kill() + " ends it";
    }

    private String kill() {
        return "runbook kill " + scope.run().id() + " '" + scope.step() + "'";
    }
}
