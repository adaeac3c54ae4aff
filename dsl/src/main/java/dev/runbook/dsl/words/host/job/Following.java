package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
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

    /** How long a job may go on after a line that must not appear. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Reaches the host once; gives the status of the script there. */
    interface Contact {
        int make(JobScript.Follow follow) throws InterruptedException;
    }

    private final StepScope scope;
    private final HostShell watcher;
    private final JobOutput output;
    private final JobTerms terms;
    private final String shown;
    private volatile String folder;
    private long heard;
    private long lastOffset;
    private Long failing;

    Following(StepScope scope, HostShell watcher, JobOutput output, JobTerms terms, String shown) {
        this.scope = scope;
        this.watcher = watcher;
        this.output = output;
        this.terms = terms;
        this.shown = shown;
    }

    Job.End toEnd(Contact begin, BiConsumer<String, String> found) throws InterruptedException {
        heard = scope.time().nanos();
        output.listening(line -> heard(line, found));
        try {
            while (true) {
                List<String> said = contact(folder == null ? begin : this::follow);
                for (String line : said) {
                    Job.End end = read(line, found);
                    if (end != null) {
                        return end;
                    }
                }
                checkSilence();
            }
        } catch (InterruptedException stop) {
            if (folder != null) {
                scope.note(lettingGo());
            }
            throw stop;
        }
    }

    /** Where the job is must be known at once, since the first look at it may take long or be cut off. */
    private String heard(String line, BiConsumer<String, String> found) {
        String[] parts = line.split(" ", 2);
        if (parts[0].equals("started") || parts[0].equals("attached")) {
            folder = parts[1];
            found.accept(parts[0], folder);
        }
        return line;
    }

    private Job.End read(String line, BiConsumer<String, String> found) {
        String[] parts = line.split(" ", 2);
        return switch (parts[0]) {
            case "other" -> {
                found.accept(parts[0], parts[1]);
                yield null;
            }
            case "ended" -> new Job.End(Integer.parseInt(parts[1].strip()));
            case "unstarted" -> {
                folder = null;
                yield null;
            }
            case "gone", "vanished" -> new Job.End(null);
            default -> null;
        };
    }

    private int follow(JobScript.Follow follow) throws InterruptedException {
        return watcher.run(JobScript.follow(folder, follow), Map.of(), InputStream.nullInputStream(), null, output);
    }

    /** One contact, tried again where it was lost. Where a first one could not even be made, that is the failure. */
    private List<String> contact(Contact contact) throws InterruptedException {
        Duration pause = SHORTEST;
        long lostAt = scope.time().nanos();
        while (true) {
            RuntimeException lost = attempt(contact);
            List<String> said = output.control();
            if (!said.isEmpty()) {
                return said;
            }
            if (folder == null && lost instanceof EffectFailed) {
                throw lost;
            }
            checkLost(lostAt, lost);
            scope.output("contact with host '" + watcher.host() + "' was lost (" + lost.getMessage()
                    + "); the job goes on there; trying again in " + Durations.show(pause));
            scope.time().pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    /** What went wrong, if anything did; where the script has said something nothing has. */
    private RuntimeException attempt(Contact contact) throws InterruptedException {
        try {
            int status = contact.make(new JobScript.Follow(output.offset(), longest()));
            return new HostScript(watcher, "job").failed(status, output.errors());
        } catch (OutcomeUnknown | EffectFailed failure) {
            return failure;
        }
    }

    private Duration longest() {
        return terms.stall() == null || terms.stall().compareTo(ROUND) > 0 ? ROUND : terms.stall();
    }

    private void checkLost(long since, RuntimeException lost) {
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
        return "It still runs there, in " + folder + ": runbook resume attaches to it again, runbook kill "
                + scope.run().id() + " '" + scope.step() + "' ends it";
    }
}
