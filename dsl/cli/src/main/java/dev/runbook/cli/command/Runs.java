package dev.runbook.cli.command;

import dev.runbook.cli.console.Style;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.Decisions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Choosing among runs, and a run in one row. */
final class Runs {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    static final String[] HEAD = {"run", "runbook", "environment", "outcome", "began", "took", "outage", "operator"};

    private Runs() {}

    static Path last(RunStore store) {
        List<Path> folders = store.folders();
        if (folders.isEmpty()) {
            throw RunbookException.invalid("There are no runs yet. Begin one: runbook run RUNBOOK --env ENV");
        }
        return folders.get(folders.size() - 1);
    }

    static Path lastUnfinished(RunStore store) {
        List<Path> unfinished = store.folders().stream()
                .filter(folder -> RunStore.state(folder).unfinished())
                .toList();
        if (unfinished.isEmpty()) {
            throw RunbookException.invalid("There is no unfinished run. Name one to look at: runbook runs");
        }
        return unfinished.get(unfinished.size() - 1);
    }

    /** A finished run goes on only where a step is to run again. */
    static void requireResumable(RunState state, Decisions decisions) {
        if (!state.unfinished() && decisions.rerun().isEmpty()) {
            throw RunbookException.invalid("Run " + state.run() + " is " + state.outcome()
                    + ": there is nothing to go on with. Run a step again with --rerun STEP");
        }
    }

    /** The state as it is now: of a run that no process holds, what was in flight is unknown. */
    static RunState state(Path folder) {
        RunState state = RunStore.state(folder);
        return RunLock.held(folder) ? state : state.atRest();
    }

    /** The same of a run that has begun: of which there is something to tell. */
    static RunState begun(Path folder) {
        RunState state = state(folder);
        if (state.run() == null) {
            throw RunbookException.invalid("Run " + folder.getFileName()
                    + " never began: its engine died before it wrote anything down. Look at another one: runbook runs");
        }
        return state;
    }

    /** How long users were without service in all. */
    private static String outage(RunState state) {
        Duration all = Duration.ZERO;
        for (RunState.Outage outage : state.outages()) {
            all = all.plus(Duration.between(outage.began(), outage.ended() == null ? state.last() : outage.ended()));
        }
        return all.isZero() ? "" : Durations.show(all);
    }

    static String[] row(Path folder, Style style) {
        try {
            RunState state = state(folder);
            String outcome = state.outcome();
            String shown = outcome.equals("done")
                    ? style.good(outcome)
                    : outcome.equals("running") ? outcome : style.careful(outcome);
            return new String[] {
                style.name(state.run()),
                String.valueOf(state.header().get("runbook")),
                String.valueOf(state.header().get("environment")),
                shown,
                WHEN.format(state.started().atZone(ZoneId.systemDefault())),
                Durations.show(Duration.between(state.started(), state.last())),
                outage(state),
                String.valueOf(state.header().get("operator"))
            };
        } catch (RunbookException damaged) {
            return new String[] {
                style.name(folder.getFileName().toString()),
                "",
                "",
                style.bad("damaged"),
                "",
                "",
                "",
                damaged.getMessage()
            };
        }
    }
}
