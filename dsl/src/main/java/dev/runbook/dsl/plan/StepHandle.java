package dev.runbook.dsl.plan;

import dev.runbook.dsl.script.ClosureBlock;
import dev.runbook.dsl.script.Dispatch;
import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.spi.CurrentStep;
import dev.runbook.engine.spi.StepScope;
import groovy.lang.Closure;

/** What {@code step} and {@code manual} give: calling it in a later step gives the checkpointed result. */
public final class StepHandle {
    private final PlanBuilder builder;
    private Node node;

    StepHandle(PlanBuilder builder, Node node) {
        this.builder = builder;
        this.node = node;
    }

    /** The checkpointed result. */
    public Object call() {
        return Dispatch.outward(scope().result(node.path()));
    }

    /** Whether the step was skipped, so that it has no result. */
    public boolean getSkipped() {
        return scope().skipped(node.path());
    }

    /** How the step is taken back; the block gets its result, null where there is none. */
    public StepHandle undo(Closure<?> block) {
        if (!(node instanceof Step step)) {
            throw RunbookException.invalid("'" + node.name() + "' is work for people; only a step has an undo");
        }
        Body undo = new ClosureBlock(block)::call;
        Step undone =
                new Step(step.id(), step.options(), step.body(), undo, step.typed(), step.fingerprint(), step.where());
        builder.replace(step, undone);
        node = undone;
        return this;
    }

    String path() {
        return node.path();
    }

    private StepScope scope() {
        return CurrentStep.get()
                .orElseThrow(() -> RunbookException.invalid("the result of '" + node.name()
                        + "' is read while the plan is built; it is there in the bodies of later steps"));
    }

    @Override
    public String toString() {
        return "step '" + node.name() + "'";
    }
}
