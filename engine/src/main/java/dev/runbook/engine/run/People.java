package dev.runbook.engine.run;

import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The people that a run asks. Where a method gives empty nobody is there to ask: the run then stops and waits. */
public interface People {
    /**
     * Work for people: who answered, and the answers by name; {@code choice} where there are choices. Called again after what was ticked off, and with what
     * is missing: a verification that did not hold, a second person, an answer that is none of the choices.
     */
    Optional<Answer> work(Manual manual, Instructions instructions, String notYet);

    /** What the answer says is in the journal. */
    default void noted(Answer answer) {}

    /** Consent to a destructive step or a point of no return, by its name: whether it was given. {@code typed} is the text that must be typed. */
    Optional<Boolean> consent(String name, String why, String typed);

    /** Something people should know now. */
    void tell(String text);

    /** Something that one of those should know whom the inventory names; {@code step} is where the script says so. */
    default void inform(String who, String text, String step) {
        tell(who + ": " + text);
    }

    /**
     * What somebody said.
     *
     * @param ticks the places in the list that are done (true) or are not after all (false), counted from 1
     * @param done  whether all of it is done, also what was not ticked off; false where there are ticks only
     */
    record Answer(String by, Map<String, Object> values, Map<Integer, Boolean> ticks, boolean done) {
        public Answer {
            values = new LinkedHashMap<>(values);
            ticks = new LinkedHashMap<>(ticks);
        }

        /** All of it is done. */
        public Answer(String by, Map<String, Object> values) {
            this(by, values, Map.of(), true);
        }

        /** One thing is done, or is not after all. */
        public static Answer tick(String by, int item, boolean done) {
            return new Answer(by, Map.of(), Map.of(item, done), false);
        }
    }
}
