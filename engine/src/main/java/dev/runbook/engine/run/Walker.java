package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.NotBefore;
import dev.runbook.engine.model.OutageMark;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.StepOptions;
import dev.runbook.engine.model.Temporarily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Walks a plan in its order, passing by what is finished. */
final class Walker {
    private final RunContext run;
    private final Selection selection;
    private final InFlight inFlight;
    private final StepRunner steps;
    private final ManualRunner manuals;
    private final Consents consents;
    private final Settings settings;
    private final Backgrounds backgrounds;
    private final Branching branching;
    private final AtomicBoolean reached;

    Walker(RunContext run, Selection selection, Decisions decisions, Settings settings, Backgrounds backgrounds) {
        this.run = run;
        this.selection = selection;
        this.inFlight = new InFlight(run, decisions);
        this.steps = new StepRunner(run);
        this.manuals = new ManualRunner(run);
        this.consents = new Consents(run);
        this.settings = settings;
        this.backgrounds = backgrounds;
        this.branching = new Branching(run);
        this.reached = new AtomicBoolean(selection.from() == null);
    }

    void walk(List<Node> nodes) {
        nodes.forEach(this::visit);
    }

    private void visit(Node node) {
        if (run.stop().asked()) {
            throw new RunStopped(ExitStatus.INTERRUPTED, "interrupted", null, "interrupted", null);
        }
        if (node instanceof Step step) {
            step(step);
        } else if (node instanceof Manual manual) {
            manual(manual);
        } else if (node instanceof Group group) {
            branching.when(group, group.options(), () -> walk(group.nodes()), () -> leave(group.nodes(), Kind.SKIPPED));
        } else if (node instanceof Parallel parallel) {
            parallel(parallel.max(), parallel.nodes().stream().map(List::of).toList(), false);
        } else if (node instanceof ForEach each) {
            branching.when(
                    each,
                    each.options(),
                    () -> parallel(each.max(), branching.branches(each), each.keepGoing()),
                    () -> leave(List.of(each), Kind.SKIPPED));
        } else if (node instanceof Temporarily setting) {
            temporarily(setting);
        } else {
            mark(node);
        }
    }

    private void mark(Node node) {
        if (node instanceof OutageMark mark) {
            Kind kind = mark.begins() ? Kind.OUTAGE_BEGAN : Kind.OUTAGE_ENDED;
            if (run.ledger().state().fact(kind, mark.path()).isEmpty()) {
                run.ledger().record(kind, mark.path(), EntryData.of("name", mark.name(), "phase", mark.phase()));
            }
        } else if (node instanceof Background background) {
            if (!leftOut(background, false)) {
                backgrounds.start(background);
            }
        } else if (selection.outside(node, reached.get())) {
            return;
        } else if (node instanceof NotBefore wait) {
            waitUntil(wait);
        } else if (node instanceof PointOfNoReturn point) {
            consents.require(point.path(), point.name(), point.why(), null);
        }
    }

    /** A setting is raised for its steps; where the operator leaves all of them out there is nothing to raise it for. */
    private void temporarily(Temporarily setting) {
        List<Node> inside = PlanSteps.of(setting.nodes());
        boolean from = reached.get() || inside.stream().anyMatch(selection::isFrom);
        if (!inside.isEmpty() && inside.stream().allMatch(node -> selection.leavesOut(node, from))) {
            leftOut(setting, false);
            walk(setting.nodes());
        } else {
            settings.around(setting, () -> walk(setting.nodes()));
        }
    }

    private void step(Step step) {
        backgrounds.endBefore(step.name());
        if (leftOut(step, step.options().guard())) {
            return;
        }
        if (inFlight.finished(step)) {
            return;
        }
        if (step.destructive()) {
            consents.require(step.path(), step.name(), "it destroys something", step.typed());
        }
        steps.run(step);
    }

    private void manual(Manual manual) {
        backgrounds.endBefore(manual.name());
        if (leftOut(manual, false)
                || run.ledger().state().outcomeOf(manual.path()).finished() && !inFlight.again(manual)) {
            return;
        }
        StepOptions options = manual.options();
        if (branching.answered(manual, options)) {
            manuals.run(manual);
        }
    }

    private boolean leftOut(Node node, boolean guard) {
        if (selection.isFrom(node)) {
            reached.set(true);
        }
        if (guard || !selection.leavesOut(node, reached.get())) {
            return false;
        }
        if (!run.ledger().state().outcomeOf(node.path()).finished()) {
            run.ledger()
                    .record(
                            Kind.LEFT_OUT,
                            node.path(),
                            Reached.declared(
                                    run.ledger().state(), node, EntryData.of("seconds", 0, "why", selection.why())));
        }
        return true;
    }

    private void leave(List<Node> nodes, Kind how) {
        PlanSteps.of(nodes).stream()
                .filter(node -> run.ledger().state().outcomeOf(node.path()) == Outcome.PENDING)
                .forEach(node -> run.ledger()
                        .record(
                                how,
                                node.path(),
                                Reached.declared(run.ledger().state(), node, EntryData.of("seconds", 0))));
    }

    private void parallel(int max, List<List<Node>> branches, boolean keepGoing) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Callable<Object>> work = new ArrayList<>();
        for (List<Node> branch : branches) {
            work.add(() -> {
                if (failed.get() && !keepGoing) {
                    return null;
                }
                try {
                    walk(branch);
                } catch (RuntimeException stopped) {
                    failed.set(true);
                    throw stopped;
                }
                return null;
            });
        }
        branching.together(max, work, keepGoing);
    }

    private void waitUntil(NotBefore wait) {
        Instant now = run.world().time().now();
        if (!now.isBefore(wait.until())) {
            return;
        }
        run.people().tell("waiting until " + wait.until());
        long begun = run.world().time().nanos();
        try {
            while (now.isBefore(wait.until())) {
                run.stop().check();
                Duration left = Duration.between(now, wait.until());
                run.world().time().pause(left.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : left);
                now = run.world().time().now();
            }
            Duration waited = Duration.ofNanos(run.world().time().nanos() - begun);
            run.ledger()
                    .append(
                            Kind.WAITED,
                            wait.path(),
                            EntryData.of("until", wait.until().toString(), "seconds", EntryData.seconds(waited)));
        } catch (InterruptedException | Stop.Interrupted interrupted) {
            throw new RunStopped(
                    ExitStatus.INTERRUPTED,
                    "interrupted",
                    wait.path(),
                    "interrupted while waiting until " + wait.until(),
                    interrupted);
        }
    }
}
