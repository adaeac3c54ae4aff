package dev.runbook.engine.model;

import java.util.List;

/**
 * What a condition said.
 *
 * @param held     whether every expression held
 * @param pending  whether only a real run can know; then it neither holds nor fails
 * @param evidence the values that show it: short where it held ({@code 42 == 42}), a drawing where it did not
 */
public record Judgement(boolean held, boolean pending, List<String> evidence) {
    public Judgement {
        evidence = List.copyOf(evidence);
    }

    public String shown() {
        return String.join("\n", evidence);
    }
}
