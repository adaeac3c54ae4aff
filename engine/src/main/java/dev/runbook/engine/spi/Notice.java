package dev.runbook.engine.spi;

import java.util.Objects;

/**
 * Something that people should know about a run. It holds no secret.
 *
 * @param event       {@code started}, {@code soon}, {@code due}, {@code reminder}, {@code failed}, {@code outage}, {@code longest}, {@code finished} or {@code told}
 * @param run         the run's id
 * @param title       what the runbook calls itself
 * @param environment where it runs
 * @param step        the path of the step that it is about, or null
 * @param headline    one line
 * @param text        the whole of it, its headline included; several lines are allowed
 */
public record Notice(
        String event, String run, String title, String environment, String step, String headline, String text) {
    public Notice {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(headline, "headline");
        Objects.requireNonNull(text, "text");
    }
}
