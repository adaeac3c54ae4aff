package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.model.Node;
import java.util.Map;

/** Writes down what the operator decided, so that it counts for every later engine too. */
final class Rulings {
    private final Setup setup;
    private final ResumeCheck check;

    /** The plan and the decisions must fit the run: otherwise this throws, and nothing was written down. */
    Rulings(Setup setup) {
        this.setup = setup;
        this.check = new ResumeCheck(setup.plan(), setup.ledger().state(), setup.decisions(), setup.selection());
        check.check();
        setup.decisions()
                .markDone()
                .keySet()
                .forEach(step -> ResumeCheck.path(setup.ledger().state(), step));
    }

    void record() {
        Ledger ledger = setup.ledger();
        check.renamed()
                .forEach((path, old) -> ledger.record(
                        Kind.RENAMED,
                        path,
                        EntryData.of(
                                "from",
                                old,
                                "name",
                                name(path),
                                "why",
                                setup.decisions().why())));
        setup.decisions().accept().forEach(this::accept);
        setup.decisions().markDone().forEach(this::markDone);
    }

    private String name(String path) {
        return PlanSteps.of(setup.plan().nodes()).stream()
                .filter(node -> node.path().equals(path))
                .map(Node::name)
                .findFirst()
                .orElse(path);
    }

    private void accept(String step) {
        setup.ledger().state().steps().stream()
                .filter(known -> (known.path().equals(step) || known.name().equals(step))
                        && known.outcome().finished())
                .forEach(known -> setup.ledger()
                        .record(
                                Kind.ACCEPTED,
                                known.path(),
                                EntryData.of(
                                        "by",
                                        setup.world().run().operator(),
                                        "why",
                                        setup.decisions().why(),
                                        "fingerprint",
                                        check.fingerprint(known.path()))));
    }

    /** What people did took from the moment they were asked. */
    private double waited(String path) {
        return setup.ledger()
                .state()
                .step(path)
                .filter(step -> step.kind().equals("manual") && step.started() != null)
                .map(step ->
                        EntryData.seconds(step.started(), setup.world().time().now()))
                .orElse(0.0);
    }

    private void markDone(String step, Object result) {
        String path = ResumeCheck.path(setup.ledger().state(), step);
        setup.ledger()
                .record(
                        Kind.DECIDED,
                        path,
                        EntryData.of(
                                "seconds",
                                waited(path),
                                "result",
                                result == null && isManual(path) ? Map.of("by", operator()) : result,
                                "by",
                                operator(),
                                "why",
                                setup.decisions().why(),
                                "fingerprint",
                                check.fingerprint(path)));
    }

    private boolean isManual(String path) {
        return setup.ledger()
                .state()
                .step(path)
                .filter(step -> step.kind().equals("manual"))
                .isPresent();
    }

    private String operator() {
        return setup.world().run().operator();
    }
}
