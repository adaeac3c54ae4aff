package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.forecast.ForecastView;
import dev.runbook.engine.forecast.Basis;
import dev.runbook.engine.forecast.Forecast;
import dev.runbook.engine.forecast.Length;
import dev.runbook.engine.forecast.StepForecast;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.NotBefore;
import dev.runbook.engine.model.OutageMark;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.StepOptions;
import dev.runbook.engine.model.Temporarily;
import dev.runbook.engine.report.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A plan for people: phases, numbered steps, what people do, the outage, and how long it takes by earlier runs, or as its author expects. */
public final class PlanView {
    private static final String UNIT = "  ";

    private final Console console;
    private final Forecast forecast;
    private String phase;
    private int number;

    public PlanView(Console console, Forecast forecast) {
        this.console = console;
        this.forecast = forecast;
    }

    public void show(Opened opened) {
        Plan plan = opened.plan();
        console.say(console.style().strong(plan.title() == null ? opened.name() : plan.title()));
        if (plan.about() != null) {
            console.say(plan.about());
        }
        nodes(plan.nodes(), UNIT);
        console.say("");
        console.say(number + " steps; " + whole());
        if (!plan.notMigrated().isEmpty()) {
            console.say("not migrated: " + String.join(", ", plan.notMigrated()));
        }
    }

    private String whole() {
        if (!forecast.knowsAnything()) {
            return "no durations known yet";
        }
        int unknown = forecast.unknown().size();
        int runs = forecast.history().runs().size();
        Duration whole =
                Duration.between(forecast.begins().due(), forecast.ends().due());
        return (runs == 0 ? "expected " : "by " + runs + " earlier run" + (runs == 1 ? " " : "s "))
                + Durations.show(whole)
                + (runs == 0 ? "" : " " + WallClock.plusMinus(forecast.ends().plusMinus()))
                + (unknown == 0 ? "" : ", and " + unknown + " steps of unknown duration");
    }

    private void nodes(List<Node> nodes, String indent) {
        nodes.forEach(node -> node(node, indent));
    }

    private void node(Node node, String indent) {
        if (!Objects.equals(phase, node.phase())) {
            phase = node.phase();
            console.say("");
            console.say(console.style().strong(String.valueOf(phase)));
        }
        if (node instanceof Step step) {
            step(step, indent);
        } else if (node instanceof Manual manual) {
            manual(manual, indent);
        } else if (node instanceof OutageMark mark) {
            console.say(console.style()
                    .careful((mark.begins() ? "── the outage begins" : "── the outage ends")
                            + (mark.name() == null ? "" : " (" + mark.name() + ")")));
        } else if (node instanceof NotBefore wait) {
            console.say(indent + "waits until " + wait.shown());
        } else if (node instanceof PointOfNoReturn point) {
            console.say(console.style().bad("── point of no return: " + point.name())
                    + (point.why().equals(point.name()) ? "" : " (" + point.why() + ")"));
        } else {
            nested(node, indent);
        }
    }

    private void nested(Node node, String indent) {
        if (node instanceof Group group) {
            console.say(indent + group.name() + (group.options().when() == null ? "" : " (when its condition holds)"));
            nodes(group.nodes(), indent + UNIT);
        } else if (node instanceof Parallel parallel) {
            console.say(indent + "at once, at most " + parallel.max());
            nodes(parallel.nodes(), indent + UNIT);
        } else if (node instanceof ForEach each) {
            console.say(
                    indent + "for each " + each.name() + (each.max() > 1 ? ", at most " + each.max() + " at once" : "")
                            + (each.constant() == null ? " (the list is known in the run)" : ""));
            List<Object> items = each.constant() == null ? List.of(new Pending(each.name())) : each.constant();
            items.forEach(item -> item(each, item, indent + UNIT));
        } else if (node instanceof Temporarily setting) {
            console.say(indent + "temporarily " + setting.name());
            nodes(setting.nodes(), indent + UNIT);
        } else if (node instanceof Background background) {
            console.say(indent + "beside the steps: " + background.name() + ", every "
                    + Durations.show(background.every()) + " until '" + background.until() + "'");
        }
    }

    private void item(ForEach each, Object item, String indent) {
        try {
            nodes(each.expand().apply(item, each.path(String.valueOf(item))), indent);
        } catch (PendingBranch pending) {
            console.say(indent + "its steps: " + pending.getMessage());
        }
    }

    private void step(Step step, String indent) {
        List<String> marks = marks(step.options());
        if (step.destructive()) {
            marks.add("destructive: '" + step.typed() + "' must be typed");
        }
        if (step.undo() != null) {
            marks.add("has an undo");
        }
        line(step, indent, step.name(), marks, step.options().expect());
    }

    private void manual(Manual manual, String indent) {
        List<String> marks = marks(manual.options());
        marks.add(0, "by people" + (manual.who().isEmpty() ? "" : ": " + String.join(", ", manual.who())));
        if (!manual.choices().isEmpty()) {
            marks.add("choices: " + String.join(", ", manual.choices()));
        }
        line(
                manual,
                indent,
                console.style().name(manual.name()),
                marks,
                manual.options().expect());
    }

    private void line(Node node, String indent, String name, List<String> marks, Duration expect) {
        number++;
        Length length = forecast.step(node.path()).map(StepForecast::length).orElse(Length.UNKNOWN);
        if (length.basis() == Basis.EXPECTED || !length.known() && expect != null) {
            marks.add("expected " + Durations.show(expect));
        } else if (length.known()) {
            marks.add("takes " + ForecastView.takes(length));
        }
        console.say("%s%3d. %s%s"
                .formatted(indent, number, name, marks.isEmpty() ? "" : "  [" + String.join("; ", marks) + "]"));
    }

    private static List<String> marks(StepOptions options) {
        List<String> marks = new ArrayList<>();
        if (options.guard()) {
            marks.add("guard");
        }
        if (options.when() != null) {
            marks.add("when its condition holds");
        }
        if (options.timeout() != null) {
            marks.add("timeout " + Durations.show(options.timeout()));
        }
        if (options.retries() > 0) {
            marks.add("retries " + options.retries());
        }
        if (!options.tags().isEmpty()) {
            marks.add(
                    "tags " + String.join(", ", options.tags().stream().sorted().toList()));
        }
        return marks;
    }
}
