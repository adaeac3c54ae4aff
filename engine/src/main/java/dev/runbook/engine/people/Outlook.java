package dev.runbook.engine.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is expected of a run from now on, as far as anybody knows.
 *
 * @param steps   all steps, in the order of the plan
 * @param outages the windows without service
 * @param ends    when the run is over, or null where nobody knows
 * @param longest how many seconds each step took at most in the runs before, by path
 */
public record Outlook(List<Expected> steps, List<Window> outages, When ends, Map<String, Double> longest) {
    public static final Outlook NONE = new Outlook(List.of(), List.of(), null, Map.of());

    public Outlook {
        steps = List.copyOf(steps);
        outages = List.copyOf(outages);
        longest = Map.copyOf(longest);
    }

    /**
     * An instant, give or take.
     *
     * @param atLeast whether it is then or later, since something before it is of unknown length
     */
    public record When(Instant at, Duration plusMinus, boolean atLeast) {}

    /**
     * A step or a human action.
     *
     * @param human   whether a person has to act
     * @param over    whether it is done, or left out
     * @param seconds how long it takes, or null where nobody knows
     */
    public record Expected(
            String path,
            String name,
            String phase,
            boolean human,
            boolean over,
            List<String> who,
            When due,
            When ends,
            Double seconds) {}

    /** A time without service; {@code latest} is when nine of ten such runs have ended it. */
    public record Window(String name, Instant begins, Instant ends, Instant latest) {}

    /** What people have to do next, or do now. */
    public Optional<Expected> nextHumanAction() {
        return humanActions().stream().findFirst();
    }

    /** What people still have to do, the next first. */
    public List<Expected> humanActions() {
        return steps.stream()
                .filter(step -> step.human() && !step.over() && step.due() != null)
                .sorted(Comparator.comparing(step -> step.due().at()))
                .toList();
    }
}
