package dev.runbook.engine.run;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.util.Optional;

/** The results of an earlier run, by the paths of its steps: a dry run reads them instead of pending values. */
public final class EarlierResults {
    /** There was no earlier run. */
    public static final EarlierResults NONE = new EarlierResults(null);

    private static final int SHOWN = 120;

    private final RunState state;

    /**
     * A result.
     *
     * @param shown as people may see it: JSON, not much of it
     */
    record Seen(Object value, String shown) {}

    private EarlierResults(RunState state) {
        this.state = state;
    }

    public static EarlierResults of(RunState state) {
        return new EarlierResults(state);
    }

    String run() {
        return state.run();
    }

    /** The result of a step that was done then; empty where there is none that could be read back: secrets are stored nowhere. */
    Optional<Seen> of(String path) {
        return Optional.ofNullable(state)
                .flatMap(known -> known.step(path))
                .filter(step -> step.outcome().finished() && step.result() != null)
                .map(StepState::result)
                .filter(data -> !Checkpoint.lossy(data))
                .map(data -> new Seen(Checkpoint.read(path, data), shown(Json.write(data))));
    }

    private static String shown(String json) {
        return json.length() > SHOWN ? json.substring(0, SHOWN) + "…" : json;
    }
}
