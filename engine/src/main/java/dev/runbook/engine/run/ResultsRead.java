package dev.runbook.engine.run;

import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Hash;
import java.util.List;

/** The parts of a fingerprint that are results of other steps: what a finished step was made from. */
final class ResultsRead {
    static final String PART = "result ";

    private ResultsRead() {}

    /** The results that a finished step read and that have changed since, because their step ran again. */
    static List<String> changed(RunState state, StepState step) {
        return step.fingerprint().parts().entrySet().stream()
                .filter(part -> part.getKey().startsWith(PART))
                .filter(part ->
                        !part.getValue().equals(hash(state, part.getKey().substring(PART.length()))))
                .map(part -> "the result of '" + part.getKey().substring(PART.length()) + "' changed")
                .toList();
    }

    static String hash(RunState state, String path) {
        return state.step(path)
                .map(step -> Hash.sha256(Json.write(step.result())).substring(0, 16))
                .orElse("none");
    }
}
