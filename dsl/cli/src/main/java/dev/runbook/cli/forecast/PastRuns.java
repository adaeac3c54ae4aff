package dev.runbook.cli.forecast;

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
import java.util.function.Consumer;

/**
 * The runs there are to learn from: the journals of the state folder, the timings that were imported into it, and those that lie beside the runbook, in its git. Damaged ones
 * are told of and left out: a forecast is no reason to stop.
 */
public final class PastRuns {
    private final Consumer<String> warn;
    private final Map<String, PastRun> runs = new LinkedHashMap<>();

    private PastRuns(Consumer<String> warn) {
        this.warn = warn;
    }

    /**
     * @param folder the runbook's own
     * @param state  where its runs are kept; it need not exist
     * @param warn   is told of what cannot be read
     */
    public static History of(Path folder, Path state, String runbook, Consumer<String> warn) {
        PastRuns past = new PastRuns(warn);
        past.file(folder.resolve(TimingsFile.NAME));
        past.file(imported(state));
        past.journals(new RunStore(state));
        return History.of(past.runs.values(), runbook);
    }

    /** All that the journals of a state folder say. */
    public static List<PastRun> recorded(Path state, Consumer<String> warn) {
        PastRuns past = new PastRuns(warn);
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
            warn.accept(damaged.getMessage());
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
                warn.accept("not used for the forecast: " + damaged.getMessage());
            }
        }
    }

    private void add(PastRun run) {
        runs.put(run.run(), run);
    }
}
