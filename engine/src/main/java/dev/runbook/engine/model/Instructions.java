package dev.runbook.engine.model;

import java.util.List;

/** What a person is asked to do, to tell, and what is checked afterwards. */
public record Instructions(List<String> todo, List<Question> asks, List<Check> verifications) {
    public Instructions {
        todo = List.copyOf(todo);
        asks = List.copyOf(asks);
        verifications = List.copyOf(verifications);
    }

    /** A question whose answer comes back through the handle. */
    public record Question(String name, List<String> choices, boolean secret) {}

    /** A check that runs once the person says it is done. */
    public record Check(String what, Condition condition) {}
}
