package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Harmless;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import java.util.Collection;

/** A dry run as text that can be pasted into a change request: numbered steps, and exactly what would be sent. {@code DRY RUN} stands first and last. */
public final class DryRunLines {
    private static final String INDENT = "       ";

    private final Console console;
    private final boolean events;
    private final boolean probe;
    private RunState state;
    private String phase;
    private int number;

    public DryRunLines(Console console, boolean events, boolean probe) {
        this.console = console;
        this.events = events;
        this.probe = probe;
    }

    public void begin(String title, String environment) {
        console.say("DRY RUN of " + title + " in " + environment + ": nothing is changed; "
                + (probe ? "what only reads is really read" : "no connection is opened"));
    }

    /** The state that the entries make. */
    public void watch(RunState ledger) {
        state = ledger;
    }

    public void entry(Entry entry) {
        if (events) {
            console.data(Events.line(entry));
        }
        switch (entry.kind()) {
            case STARTED -> started(entry);
            case EFFECT -> effect(entry);
            case VERIFICATION -> verified(entry);
            case NOTE -> note(entry);
            case DONE -> ends(entry);
            case FAILED ->
                entry.text("error").lines().forEach(line -> say(console.style().bad("✗ ") + line));
            case LEFT_OUT -> console.say("   -  " + entry.path() + ": left out");
            case OUTAGE_BEGAN -> outage(entry, "begins");
            case OUTAGE_ENDED -> outage(entry, "ends");
            case CONSENTED ->
                console.say(
                        "── point of no return, needs consent: " + entry.text("name") + " (" + entry.text("why") + ")");
            case WAITING -> console.say("── waits until " + entry.text("until"));
            default -> {}
        }
    }

    private void started(Entry entry) {
        StepState step = state.step(entry.path()).orElseThrow();
        heading(step.phase());
        String who = entry.data().get("who") instanceof Collection<?> people && !people.isEmpty()
                ? " (" + String.join(", ", people.stream().map(String::valueOf).toList()) + ")"
                : "";
        String kind = step.kind().equals("manual") ? "  — by people" + who : "";
        String typed = entry.text("typed") == null ? "" : "  — '" + entry.text("typed") + "' must be typed";
        String how = entry.text("how") == null ? "" : "  — " + entry.text("how");
        console.say("%4d. %s%s%s%s"
                .formatted(++number, console.style().strong(Harmless.line(entry.path())), kind, typed, how));
    }

    private void outage(Entry entry, String what) {
        heading(entry.text("phase"));
        console.say("── the outage " + what + named(entry));
    }

    private void heading(String now) {
        if (now != null && !now.equals(phase)) {
            phase = now;
            console.say("");
            console.say(console.style().strong(phase));
        }
    }

    private void effect(Entry entry) {
        String target = entry.text("target") == null ? "" : entry.text("target") + ": ";
        String mark = Boolean.TRUE.equals(entry.data().get("writes")) ? "! " : "? ";
        String[] lines = (target + entry.text("kind") + " " + entry.text("what")).split("\n", -1);
        say(mark + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            say("  " + lines[i]);
        }
        if (entry.text("error") != null) {
            entry.text("error")
                    .lines()
                    .forEach(line -> say("  " + console.style().bad("✗ ") + line));
        }
    }

    private void verified(Entry entry) {
        boolean held = Boolean.TRUE.equals(entry.data().get("held"));
        say((held ? console.style().good("✓ ") : console.style().bad("✗ ")) + "verify " + entry.text("what"));
        entry.text("evidence").lines().forEach(line -> say("    " + line));
    }

    private void note(Entry entry) {
        String[] lines = entry.text("text").split("\n", -1);
        say((Boolean.TRUE.equals(entry.data().get("todo")) ? "☐ " : "· ") + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            say("    " + lines[i]);
        }
    }

    private void ends(Entry entry) {
        if (entry.text("ends") != null) {
            say("… the dry run of this step ends here: it " + entry.text("ends"));
        }
    }

    public void end(int failures) {
        console.say("");
        console.say("(! writes, ? reads)");
        console.say("DRY RUN: nothing was changed" + (failures == 0 ? "" : "; " + failures + " step(s) would fail"));
    }

    private void say(String text) {
        console.say(INDENT + text);
    }

    private static String named(Entry entry) {
        return entry.text("name") == null ? "" : " (" + entry.text("name") + ")";
    }
}
