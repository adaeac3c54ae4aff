package dev.runbook.cli.progress;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Harmless;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A dry run as text that can be pasted into a change request: numbered steps, and exactly what would be sent. {@code DRY RUN} stands first and last. */
public final class DryRunLines {
    private static final String INDENT = "       ";

    private final Console console;
    private final boolean events;
    private final boolean probe;
    private final DryRunSummary summary;
    private final List<String> said = new ArrayList<>();
    private RunState state;
    private String phase;
    private int number;

    /** @param forecast how long everything takes, as far as anybody knows */
    public DryRunLines(Console console, boolean events, boolean probe, Forecast forecast) {
        this.console = console;
        this.events = events;
        this.probe = probe;
        this.summary = new DryRunSummary(forecast);
    }

    public void begin(String title, String environment) {
        line("DRY RUN of " + title + " in " + environment + ": nothing is changed; "
                + (probe ? "what only reads is really read" : "no connection is opened"));
    }

    /** All lines so far, without colours. */
    public List<String> said() {
        return List.copyOf(said);
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
            case SKIPPED -> say("– skipped");
            case LEFT_OUT -> line("   -  " + entry.path() + ": left out");
            case OUTAGE_BEGAN -> outage(entry, "begins");
            case OUTAGE_ENDED -> outage(entry, "ends");
            case CONSENTED -> {
                summary.pointOfNoReturn(entry);
                line("── point of no return, needs consent: " + entry.text("name") + " (" + entry.text("why") + ")");
            }
            case WAITING -> line("── waits until " + entry.text("until"));
            default -> {}
        }
    }

    private void started(Entry entry) {
        StepState step = state.step(entry.path()).orElseThrow();
        heading(step.phase());
        List<String> people = entry.data().get("who") instanceof Collection<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
        String who = people.isEmpty() ? "" : " (" + String.join(", ", people) + ")";
        String kind = step.kind().equals("manual") ? "  — by people" + who : "";
        String typed = entry.text("typed") == null ? "" : "  — '" + entry.text("typed") + "' must be typed";
        String how = entry.text("how") == null ? "" : "  — " + entry.text("how");
        number++;
        summary.started(entry, number, people, step.kind().equals("manual"));
        String place = " ".repeat(Math.max(0, 4 - String.valueOf(number).length())) + number;
        String name = console.style().strong(Harmless.line(entry.path()));
        line(place + ". " + name + kind + typed + how + terms(entry));
    }

    /** How it is run, where that is not as usual, and how long it takes. */
    private String terms(Entry entry) {
        List<String> terms = new ArrayList<>();
        if (Boolean.TRUE.equals(entry.data().get("guard"))) {
            terms.add("guard");
        }
        if (entry.data().get("timeout") instanceof Number seconds) {
            terms.add("timeout " + Durations.show(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000))));
        }
        if (entry.data().get("retries") instanceof Number retries && retries.intValue() > 0) {
            terms.add("retries " + retries);
        }
        if (Boolean.TRUE.equals(entry.data().get("undo"))) {
            terms.add("has an undo");
        }
        String takes = summary.takes(entry.path(), "");
        if (!takes.isEmpty()) {
            terms.add(takes);
        }
        return terms.isEmpty() ? "" : "  [" + String.join("; ", terms) + "]";
    }

    private void outage(Entry entry, String what) {
        summary.outage(entry, what.equals("begins"));
        heading(entry.text("phase"));
        line("── the outage " + what + named(entry));
    }

    private void heading(String now) {
        if (now != null && !now.equals(phase)) {
            phase = now;
            line("");
            line(console.style().strong(phase));
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
        line("");
        line(console.style().strong("Summary"));
        summary.lines().forEach(each -> line("  " + each));
        line("");
        line("(! writes, ? reads)");
        line("DRY RUN: nothing was changed" + (failures == 0 ? "" : "; " + failures + " step(s) would fail"));
    }

    private void say(String text) {
        line(INDENT + text);
    }

    private void line(String text) {
        console.say(text);
        said.addAll(Harmless.text(text).lines().toList());
        if (text.isEmpty()) {
            said.add("");
        }
    }

    private static String named(Entry entry) {
        return entry.text("name") == null ? "" : " (" + entry.text("name") + ")";
    }
}
