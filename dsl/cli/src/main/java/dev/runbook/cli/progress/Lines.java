package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.run.RunEnd;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

/** A run as lines of text: a line for what began, what ended, and what people should know. */
final class Lines {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String INDENT = "           ";

    private final Console console;
    private final RunState state;
    private String phase;

    Lines(Console console, RunState state) {
        this.console = console;
        this.state = state;
    }

    synchronized void entry(Entry entry) {
        switch (entry.kind()) {
            case RUN -> say(entry, "run " + entry.text("run") + " of " + entry.text("runbook") + " in " + entry.text("environment"));
            case RESUMED -> say(entry, "run " + state.run() + " goes on");
            case STARTED -> started(entry);
            case MILESTONE -> milestone(entry);
            case NOTE -> console.say(INDENT + "· " + entry.text("text"));
            case RETRY -> say(entry, console.style().careful("↻ ") + entry.path() + ": " + first(entry.text("error")) + "; again in "
                    + Durations.show(Duration.ofMillis((long) (entry.number("pause") * 1000))));
            case DONE, DECIDED -> say(entry, console.style().good("✓ ") + entry.path() + took(entry));
            case ALREADY_DONE, SKIPPED, LEFT_OUT, UNDONE -> say(entry, "- " + entry.path() + ": " + entry.kind().label());
            case FAILED, UNKNOWN -> failed(entry);
            case OUTAGE_BEGAN -> say(entry, console.style().careful("the outage begins" + named(entry)));
            case OUTAGE_ENDED -> say(entry, console.style().good("the outage ends" + named(entry)) + outage());
            case CONSENTED -> say(entry, "consent to '" + entry.text("name") + "'");
            case ANSWERED -> say(entry, "answered by " + entry.text("by"));
            default -> { }
        }
    }

    private void started(Entry entry) {
        StepState step = state.step(entry.path()).orElseThrow();
        if (!Objects.equals(phase, step.phase())) {
            phase = step.phase();
            console.say("");
            console.say(console.style().strong(phase == null ? "" : phase));
        }
        int attempt = (int) entry.number("attempt");
        say(entry, "▶ " + entry.path() + (attempt > 1 ? " (attempt " + attempt + ")" : ""));
    }

    private void milestone(Entry entry) {
        if (entry.text("name") != null) {
            say(entry, "    " + entry.text("name"));
        }
    }

    private void failed(Entry entry) {
        say(entry, console.style().bad("✗ ") + entry.path() + ": " + entry.kind().label());
        String error = entry.text("error");
        if (error != null) {
            error.lines().forEach(line -> console.say(INDENT + line));
        }
    }

    /** What to tell at the end, and what to type next. */
    synchronized void end(RunEnd end, String head) {
        console.say("");
        if (end.why() != null) {
            end.why().lines().forEach(console::say);
        }
        String shown = "run " + state.run() + ": " + end.outcome() + " after " + Durations.show(Duration.between(state.started(), state.last()));
        console.say(end.outcome().equals("done") ? console.style().good(shown) : console.style().careful(shown));
        if (List.of("failed", "interrupted").contains(end.outcome())) {
            console.say("go on: runbook resume " + state.run() + "    take back: runbook rollback " + state.run());
        }
        console.say("report: runbook report " + state.run() + "    journal head: " + head.substring(0, 16));
    }

    private String outage() {
        List<RunState.Outage> outages = state.outages();
        RunState.Outage last = outages.get(outages.size() - 1);
        return last.ended() == null ? "" : " after " + Durations.show(Duration.between(last.began(), last.ended()));
    }

    private static String named(Entry entry) {
        return entry.text("name") == null ? "" : " (" + entry.text("name") + ")";
    }

    private static String took(Entry entry) {
        return " (" + Durations.show(Duration.ofMillis(Math.round(entry.number("seconds") * 1000))) + ")";
    }

    private static String first(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private void say(Entry entry, String text) {
        console.say(CLOCK.format(entry.time()) + "  " + text);
    }
}
