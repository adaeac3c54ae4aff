package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.report.TextReport;
import java.time.ZoneId;
import java.util.Map;

/** One run in full: the report, and each step's result, effects and notes. */
final class RunView {
    private final Console console;

    RunView(Console console) {
        this.console = console;
    }

    void show(RunState state) {
        console.say(TextReport.of(state, ZoneId.systemDefault()).stripTrailing());
        state.header().forEach((key, value) -> {
            if (key.equals("params") && value instanceof Map<?, ?> params && !params.isEmpty()) {
                console.say("");
                console.say("params: " + params);
            }
        });
        state.steps().stream().filter(step -> step.attempts() > 0).forEach(this::step);
    }

    private void step(StepState step) {
        console.say("");
        console.say(console.style().strong(step.path()) + "  " + step.outcome().label()
                + (step.attempts() > 1 ? ", attempt " + step.attempts() : ""));
        if (step.result() != null && !step.result().equals("")) {
            console.say("  result: " + step.result());
        }
        for (Map<String, Object> effect : step.effects()) {
            String target = effect.get("target") == null ? "" : effect.get("target") + ": ";
            String what = String.valueOf(effect.get("what")).strip().replaceAll("\\s*\\n\\s*", " ⏎ ");
            console.say("  " + target + effect.get("kind") + " " + what + "  (" + effect.get("seconds") + " s)"
                    + (effect.get("error") == null ? "" : "  ✗"));
        }
        for (Map<String, Object> verification : step.verifications()) {
            console.say(
                    "  " + (Boolean.TRUE.equals(verification.get("held")) ? "✓ " : "✗ ") + verification.get("what"));
            String.valueOf(verification.get("evidence")).lines().forEach(line -> console.say("      " + line));
        }
        step.notes().forEach(note -> console.say("  · " + note));
    }
}
