package dev.runbook.cli.progress;

import dev.runbook.cli.console.Harmless;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.people.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What is expected of a run, in words for a terminal; nothing where nobody knows. */
record Ahead(Outlook outlook, Instant now, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

    /** When a step that runs should be over. */
    String until(String path) {
        return outlook.steps().stream()
                .filter(step -> step.path().equals(path) && step.seconds() != null && step.ends() != null)
                .findFirst()
                .map(step -> "until " + when(step.ends()))
                .orElse("");
    }

    /** When an outage that lasts should end. */
    String outage(String name) {
        return outlook.outages().stream()
                .filter(window -> Objects.equals(String.valueOf(window.name()), name) && window.ends() != null)
                .findFirst()
                .map(window -> " · until " + clock(window.ends()))
                .orElse("");
    }

    Optional<String> nextHumanAction() {
        return outlook.nextHumanAction().map(next -> {
            Duration left = Duration.between(now, next.due().at());
            String who = next.who().isEmpty() ? "" : " (" + String.join(", ", next.who()) + ")";
            return "next for people: " + Harmless.line(next.name() + who) + "  "
                    + (left.isNegative() ? "any moment" : "in " + Elapsed.clock(left)) + ", at " + when(next.due());
        });
    }

    Optional<String> end() {
        return Optional.ofNullable(outlook.ends()).map(ends -> "expected end " + when(ends));
    }

    private String when(Outlook.When when) {
        Duration doubt = when.plusMinus();
        return clock(when.at())
                + (when.atLeast() ? " or later" : "")
                + (doubt.toSeconds() < 1 ? "" : " ± " + Durations.show(doubt));
    }

    private String clock(Instant at) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? CLOCK : DAY).format(at.atZone(zone));
    }
}
