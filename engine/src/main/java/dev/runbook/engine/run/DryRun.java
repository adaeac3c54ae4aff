package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.NotBefore;
import dev.runbook.engine.model.OutageMark;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Walks a plan in its order and runs its bodies against a backend that writes nothing; what it meets goes to the ledger. */
public final class DryRun {
    private final Setup setup;
    private boolean reached;
    private final EarlierResults earlier;
    private int failures;

    public DryRun(Setup setup) {
        this(setup, EarlierResults.NONE);
    }

    /** @param earlier what stands in for results that only a real run can know */
    public DryRun(Setup setup, EarlierResults earlier) {
        this.setup = setup;
        this.earlier = earlier;
        this.reached = setup.selection().from() == null;
    }

    /** How many steps failed for a reason that a real run would meet as well. */
    public int run() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("run", setup.world().run().id());
        header.put("steps", PlanSteps.header(setup.plan()));
        setup.ledger().record(Kind.RUN, null, header);
        try (Connections connections = new Connections(setup.world())) {
            walk(setup.context(connections), setup.plan().nodes());
        }
        return failures;
    }

    private void walk(RunContext run, List<Node> nodes) {
        nodes.forEach(node -> visit(run, node));
    }

    private void visit(RunContext run, Node node) {
        if (node instanceof Step step) {
            step(run, step);
        } else if (node instanceof Manual manual) {
            manual(run, manual);
        } else if (node instanceof Group group) {
            if (DryConditions.skips(run, group, group.options())) {
                skip(run, PlanSteps.of(group.nodes()));
            } else {
                walk(run, group.nodes());
            }
        } else if (node instanceof Parallel parallel) {
            walk(run, parallel.nodes());
        } else if (node instanceof ForEach each) {
            forEach(run, each);
        } else if (node instanceof Temporarily setting) {
            temporarily(run, setting);
        } else if (node instanceof Background background) {
            body(
                    run,
                    background,
                    "repeats every " + dev.runbook.engine.model.Durations.show(background.every()) + " until '"
                            + background.until() + "' starts",
                    background.body());
        } else {
            mark(run, node);
        }
    }

    private void mark(RunContext run, Node node) {
        if (node instanceof OutageMark mark) {
            run.ledger()
                    .record(
                            mark.begins() ? Kind.OUTAGE_BEGAN : Kind.OUTAGE_ENDED,
                            null,
                            EntryData.of("name", mark.name(), "phase", mark.phase()));
        } else if (node instanceof NotBefore wait) {
            run.ledger().append(Kind.WAITING, node.path(), EntryData.of("until", wait.shown()));
        } else if (node instanceof PointOfNoReturn point) {
            run.ledger().append(Kind.CONSENTED, node.path(), EntryData.of("name", point.name(), "why", point.why()));
        }
    }

    private boolean leftOut(RunContext run, Node node) {
        reached |= setup.selection().isFrom(node);
        boolean leftOut = setup.selection().leavesOut(node, reached);
        if (leftOut) {
            run.ledger().record(Kind.LEFT_OUT, node.path(), DryEntries.declared(node, EntryData.of("seconds", 0)));
        }
        return leftOut;
    }

    private void step(RunContext run, Step step) {
        if (leftOut(run, step)) {
            return;
        }
        Map<String, Object> started = DryEntries.declared(step, EntryData.of("attempt", 1));
        started.put("typed", step.typed());
        started.put("undo", step.undo() != null);
        started.putAll(DryEntries.terms(step.options()));
        run.ledger().record(Kind.STARTED, step.path(), started);
        if (DryConditions.skips(run, step, step.options())) {
            skip(run, List.of(step));
        } else {
            conclude(run, step, step.body());
        }
    }

    private void skip(RunContext run, List<? extends Node> nodes) {
        nodes.forEach(node ->
                run.ledger().record(Kind.SKIPPED, node.path(), DryEntries.declared(node, EntryData.of("seconds", 0))));
    }

    private void body(RunContext run, Node node, String note, Body body) {
        run.ledger()
                .record(Kind.STARTED, node.path(), DryEntries.declared(node, EntryData.of("attempt", 1, "how", note)));
        conclude(run, node, body);
    }

    private void conclude(RunContext run, Node node, Body body) {
        Object result = attempt(run, node, body::call);
        if (result != this) {
            run.results().keep(node.path(), result);
            run.ledger()
                    .record(
                            Kind.DONE,
                            node.path(),
                            EntryData.of("seconds", 0, "result", result == null ? null : String.valueOf(result)));
        }
        earlier(run, node);
    }

    /** What an earlier run saw stands in for a result that is pending. */
    private void earlier(RunContext run, Node node) {
        if (run.results().isPending(node.path())) {
            earlier.of(node.path()).ifPresent(seen -> {
                run.results().keep(node.path(), seen.value());
                run.ledger()
                        .append(
                                Kind.NOTE,
                                node.path(),
                                EntryData.of(
                                        "text",
                                        "result as run " + earlier.run() + " saw it: "
                                                + run.world().masker().mask(seen.shown())));
            });
        }
    }

    /** The value, or this object where the dry run of the step ended early. */
    private Object attempt(RunContext run, Node node, Callable<Object> work) {
        try {
            return new StepContext(run, node.path(), Conduct.THROUGH).call(work);
        } catch (PendingBranch pending) {
            run.results().keep(node.path(), new Pending("result of " + node.name()));
            run.ledger()
                    .record(
                            Kind.DONE,
                            node.path(),
                            EntryData.of("seconds", 0, "ends", pending.getMessage(), "result", null));
        } catch (Exception | AssertionError failure) {
            failures++;
            run.results().keep(node.path(), new Pending("result of " + node.name()));
            String why = run.world()
                    .masker()
                    .mask(Failures.message(failure, node instanceof Step step ? step.where() : null));
            run.ledger().record(Kind.FAILED, node.path(), EntryData.of("seconds", 0, "error", why));
        }
        return this;
    }

    private void manual(RunContext run, Manual manual) {
        if (leftOut(run, manual)) {
            return;
        }
        run.ledger()
                .record(
                        Kind.STARTED,
                        manual.path(),
                        DryEntries.declared(
                                manual,
                                EntryData.of(
                                        "attempt",
                                        1,
                                        "who",
                                        manual.who(),
                                        "choices",
                                        manual.choices(),
                                        "need",
                                        manual.need())));
        if (DryConditions.skips(run, manual, manual.options())) {
            skip(run, List.of(manual));
            return;
        }
        Object read = attempt(run, manual, manual.script()::read);
        if (read instanceof Instructions instructions) {
            instructions
                    .todo()
                    .forEach(todo ->
                            run.ledger().append(Kind.NOTE, manual.path(), EntryData.of("text", todo, "todo", true)));
            instructions
                    .asks()
                    .forEach(ask -> run.ledger()
                            .append(
                                    Kind.NOTE,
                                    manual.path(),
                                    EntryData.of("text", "answer: " + ask.name(), "todo", true)));
            instructions
                    .verifications()
                    .forEach(check -> DryConditions.ask(run, manual, "then verify " + check.what(), check.condition()));
            run.results().keep(manual.path(), new Pending("answers of " + manual.name()));
            run.ledger().record(Kind.DONE, manual.path(), EntryData.of("seconds", 0, "result", null));
            earlier(run, manual);
        }
    }

    private void forEach(RunContext run, ForEach each) {
        if (DryConditions.skips(run, each, each.options())) {
            skip(run, List.of(each));
            return;
        }
        Object items = items(run, each);
        if (items instanceof List<?> list) {
            ItemPaths.of(each, list)
                    .forEach((prefix, item) -> walk(run, each.expand().apply(item, prefix)));
            return;
        }
        Pending item = items instanceof Pending pending
                ? new Pending("each of " + pending.what())
                : new Pending("each " + each.name());
        try {
            walk(run, each.expand().apply(item, each.path("‹each›")));
        } catch (PendingBranch pending) {
            run.ledger()
                    .append(
                            Kind.NOTE,
                            each.path(),
                            EntryData.of(
                                    "text",
                                    "the steps of each item: " + pending.getMessage(),
                                    "declared",
                                    EntryData.of("name", each.name(), "phase", each.phase(), "kind", "step")));
        }
    }

    private Object items(RunContext run, ForEach each) {
        try {
            return new StepContext(run, each.path(), Conduct.READS).call(each.items()::call);
        } catch (RunbookException notThere) {
            return null;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void temporarily(RunContext run, Temporarily setting) {
        run.ledger()
                .record(
                        Kind.STARTED,
                        setting.path(),
                        DryEntries.declared(
                                setting,
                                EntryData.of(
                                        "attempt",
                                        1,
                                        "how",
                                        "set, and restored at the end and whenever the run stops")));
        Object was = attempt(run, setting, setting.was()::call);
        Object old = was == this ? new Pending("the old value of " + setting.name()) : was;
        attempt(run, setting, () -> setting.set().call(old));
        walk(run, setting.nodes());
        run.ledger().append(Kind.NOTE, setting.path(), EntryData.of("text", "restore"));
        attempt(run, setting, () -> setting.restore().call(old));
    }
}
