package dev.runbook.dsl.plan;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.CurrentStep;
import dev.runbook.engine.spi.RunInfo;

/** {@code run} in a body. */
public final class RunView {
    public String getId() {
        return info().id();
    }

    public String getOperator() {
        return info().operator();
    }

    private static RunInfo info() {
        return CurrentStep.get()
                .orElseThrow(() -> RunbookException.invalid(
                        "'run' belongs in a step body: there is no run while the plan is built"))
                .run();
    }
}
