package dev.runbook.engine.run;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.JournalFailed;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Id;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.StepOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What makes a run take one way or several: conditions answered once, lists fixed once, branches at once. What was answered is on the disk with the first
 * entry after it that is, and so before anything is done about it.
 */
final class Branching {
    private final RunContext run;

    Branching(RunContext run) {
        this.run = run;
    }

    void when(Node node, StepOptions options, Runnable yes, Runnable no) {
        (holdsOnce(node, options.when()) ? yes : no).run();
    }

    /** Whether a manual is to be done: {@code when} holds, and {@code doneWhen} does not; records it where not. */
    boolean answered(Manual manual, StepOptions options) {
        if (!holdsOnce(manual, options.when())) {
            run.ledger()
                    .record(
                            Kind.SKIPPED,
                            manual.path(),
                            Reached.declared(run.ledger().state(), manual, EntryData.of("seconds", 0)));
            return false;
        }
        if (options.doneWhen() != null && ask(manual.id(), options.doneWhen())) {
            run.ledger()
                    .record(
                            Kind.ALREADY_DONE,
                            manual.path(),
                            Reached.declared(run.ledger().state(), manual, EntryData.of("seconds", 0)));
            return false;
        }
        return true;
    }

    private boolean holdsOnce(Node node, Condition when) {
        if (when == null) {
            return true;
        }
        Optional<Entry> before = run.ledger().state().fact(Kind.ASKED, node.path());
        if (before.isPresent()) {
            return Boolean.TRUE.equals(before.get().data().get("held"));
        }
        boolean held = ask(node.id(), when);
        run.ledger().append(Kind.ASKED, node.path(), EntryData.of("held", held));
        return held;
    }

    private boolean ask(Id id, Condition condition) {
        try {
            return new StepContext(run, id.path(), Conduct.READS)
                    .call(condition::judge)
                    .held();
        } catch (Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw RunStopped.failed(
                    id.path(),
                    "the condition of '" + id.name() + "' cannot be answered: "
                            + run.world().masker().mask(Failures.message(failure, null)),
                    failure);
        }
    }

    /** The list of a forEach: fixed when it is first reached. */
    private List<?> items(ForEach each) {
        Optional<Entry> before = run.ledger().state().fact(Kind.ITEMS, each.path());
        if (before.isPresent()) {
            return (List<?>) Checkpoint.read(each.path(), before.get().data().get("items"));
        }
        try {
            Object items = new StepContext(run, each.path(), Conduct.READS).call(each.items()::call);
            if (!(items instanceof List)) {
                throw RunbookException.invalid("forEach '" + each.name() + "': expected a list, found " + items);
            }
            Object data = run.checkpoint().write(each.path(), items);
            run.ledger().append(Kind.ITEMS, each.path(), EntryData.of("items", data));
            return (List<?>) Checkpoint.read(each.path(), data);
        } catch (Stop.Interrupted | JournalFailed stopped) {
            throw stopped;
        } catch (Results.NoResult missing) {
            if (missing.isLeftOut()) {
                return List.of(); // the step that makes the list is left out, and so are the steps of its items
            }
            throw RunStopped.failed(each.path(), "forEach '" + each.name() + "': " + missing.getMessage(), missing);
        } catch (Exception failure) {
            throw RunStopped.failed(
                    each.path(),
                    "forEach '" + each.name() + "': " + run.world().masker().mask(Failures.message(failure, null)),
                    failure);
        }
    }

    /** The steps of each item. */
    List<List<Node>> branches(ForEach each) {
        List<List<Node>> branches = new ArrayList<>();
        try {
            ItemPaths.of(each, items(each))
                    .forEach((prefix, item) -> branches.add(each.expand().apply(item, prefix)));
        } catch (RunbookException wrong) {
            throw RunStopped.failed(
                    each.path(),
                    "forEach '" + each.name() + "': " + run.world().masker().mask(wrong.getMessage()),
                    wrong);
        }
        return branches;
    }

    /** Branches at once. The first failure stops new ones, unless the others are to go on; running ones always come to their end. */
    void together(int max, List<Callable<Object>> branches, boolean keepGoing) {
        if (max == 1 && !keepGoing) {
            branches.forEach(this::alone);
            return;
        }
        try {
            Workers.all(max, branches, run.stop());
        } catch (RuntimeException stopped) {
            throw stopped;
        } catch (Exception interrupted) {
            throw new Stop.Interrupted();
        }
    }

    private void alone(Callable<Object> branch) {
        try {
            branch.call();
        } catch (RuntimeException stopped) {
            throw stopped;
        } catch (Exception failure) {
            throw RunStopped.failed(null, String.valueOf(failure), failure);
        }
    }
}
