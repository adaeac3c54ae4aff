package dev.runbook.cli.forecast;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.engine.forecast.History;
import dev.runbook.engine.forecast.PastRun;
import dev.runbook.engine.forecast.TimingsFile;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.RunbookException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs there are to learn from: the journals of the state folder, the timings that were imported into it, and those that lie beside the runbook, in its git. Damaged ones
 * are told of and left out: a forecast is no reason to stop.
 */
public final class PastRuns {
    private final Console console;
    private final Map<String, PastRun> runs = new LinkedHashMap<>();

    private PastRuns(Console console) {
        this.console = console;
    }

    /** Of a runbook that keeps its runs in the given folder, which need not exist. */
    public static History of(RunbookPlace place, Path state, String runbook, Console console) {
        PastRuns past = new PastRuns(console);
        past.file(place.folder().resolve(TimingsFile.NAME));
        past.file(imported(state));
        past.journals(new RunStore(state));
        return History.of(past.runs.values(), runbook);
    }

    /** All that the journals of a state folder say. */
    public static List<PastRun> recorded(Path state, Console console) {
        PastRuns past = new PastRuns(console);
        past.journals(new RunStore(state));
        return new ArrayList<>(past.runs.values());
    }

    /** Where imported timings are kept. */
    public static Path imported(Path state) {
        return state.resolve(TimingsFile.NAME);
    }

    private void file(Path file) {
        try {
            new TimingsFile(file).read().forEach(this::add);
        } catch (RunbookException damaged) {
            console.warn(damaged.getMessage());
        }
    }

    private void journals(RunStore store) {
        for (Path folder : store.folders()) {
            try {
                RunState state = RunStore.state(folder);
                if (state.run() != null && !RunLock.held(folder)) {
                    add(PastRun.of(state.atRest()));
                }
            } catch (RunbookException damaged) {
                console.warn("not used for the forecast: " + damaged.getMessage());
            }
        }
    }

    private void add(PastRun run) {
        runs.put(run.run(), run);
    }
}
