package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.dsl.words.host.job.JobEnd;
import dev.runbook.dsl.words.host.job.JobMemory;
import dev.runbook.engine.journal.Journal;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.run.Connections;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends the jobs of a step on their hosts, whether an engine follows them at the moment or not. */
public final class JobKill {
    private final Opened opened;
    private final Path folder;
    private final Console console;
    private final Timekeeper time;

    public JobKill(Opened opened, Path folder, Console console, Timekeeper time) {
        this.opened = opened;
        this.folder = folder;
        this.console = console;
        this.time = time;
    }

    /** Ends what the step, given by its path or its name, has begun. */
    public void of(String step) throws InterruptedException {
        opened.requireTargets();
        opened.resolveSecrets();
        if (RunLock.held(folder)) {
            // The engine that works on the run hears of the end from the host, and writes it down.
            end(step(RunStore.state(folder), step), null);
            return;
        }
        String id = folder.getFileName().toString();
        try (RunLock lock = RunLock.take(folder, id, RunLock.self());
                Journal journal = RunStore.open(folder, time)) {
            end(step(journal.state().atRest(), step), journal);
        }
    }

    private void end(StepState step, Journal journal) throws InterruptedException {
        Map<String, JobMemory> jobs = jobs(step);
        RunInfo info = new RunInfo(
                folder.getFileName().toString(),
                RunLock.operator(),
                opened.environmentName(),
                opened.environment() != null && opened.environment().production(),
                folder,
                opened.place().folder());
        boolean killed = false;
        try (Connections hosts = new Connections(new InventoryWorld(opened, info, time))) {
            for (Map.Entry<String, JobMemory> job : jobs.entrySet()) {
                JobEnd end = JobEnd.of(hosts, job.getValue());
                console.say(end.said());
                killed |= end.ended();
                if (journal != null && end.ended()) {
                    write(journal, step, job.getKey(), job.getValue(), end);
                }
            }
        }
        if (journal != null && killed && step.canBeTakenUp()) {
            journal.record(Kind.FAILED, step.path(), data("seconds", 0, "error", "its job was ended by runbook kill"));
        }
    }

    private void write(Journal journal, StepState step, String name, JobMemory job, JobEnd end) {
        journal.record(
                Kind.REMEMBERED,
                step.path(),
                data("name", name, "value", job.killed().data()));
        journal.record(Kind.NOTE, step.path(), data("text", "runbook kill: " + end.said(), "by", RunLock.operator()));
    }

    private static Map<String, JobMemory> jobs(StepState step) {
        Map<String, JobMemory> running = new LinkedHashMap<>();
        step.remembered().forEach((name, value) -> {
            JobMemory job = name.startsWith(JobMemory.PREFIX) ? JobMemory.of(value) : null;
            if (job != null && job.end() == null) {
                running.put(name, job);
            }
        });
        if (running.isEmpty()) {
            boolean other = step.remembered().keySet().stream().anyMatch(name -> name.startsWith("remoteJob "));
            throw RunbookException.invalid("step '" + step.path() + "' has no job that could be ended"
                    + (other ? "; its remoteJob is run by the product: end it there" : ""));
        }
        return running;
    }

    private static StepState step(RunState state, String wanted) {
        List<StepState> steps = List.copyOf(state.steps());
        List<StepState> named = steps.stream()
                .filter(each -> each.path().equals(wanted) || each.name().equals(wanted))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        List<String> paths =
                (named.isEmpty() ? steps : named).stream().map(StepState::path).toList();
        throw RunbookException.invalid(
                named.isEmpty()
                        ? "run " + state.run() + " has begun no step '" + wanted + "'" + Suggestion.near(wanted, paths)
                        : "run " + state.run() + " has several steps '" + wanted + "'; say which: '"
                                + String.join("', '", paths) + "'");
    }

    private static Map<String, Object> data(Object... pairs) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put((String) pairs[i], pairs[i + 1]);
        }
        return data;
    }
}
