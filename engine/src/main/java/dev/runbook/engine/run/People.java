package dev.runbook.engine.run;

import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import java.util.Map;
import java.util.Optional;

/** The people that a run asks. Each method gives empty where nobody is there to ask: the run then stops and waits. */
public interface People {
    /** Work for people: who answered, and the answers by name; {@code choice} where there are choices. Called again after a failed verification, with what it showed. */
    Optional<Answer> work(Manual manual, Instructions instructions, String failed);

    /** Consent to a destructive step or a point of no return, by its name: whether it was given. {@code typed} is the text that must be typed. */
    Optional<Boolean> consent(String name, String why, String typed);

    /** Something people should know now. */
    void tell(String text);

    /** What somebody said. */
    record Answer(String by, Map<String, Object> values) {}
}
