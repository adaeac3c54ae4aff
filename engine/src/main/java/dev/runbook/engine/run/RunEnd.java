package dev.runbook.engine.run;

import dev.runbook.engine.model.ExitStatus;

/**
 * How a run ended.
 *
 * @param outcome {@code done}, {@code failed}, {@code waiting}, {@code interrupted} or {@code rolled-back}
 * @param path    the step where it stopped, or null
 * @param why     what to tell the operator, or null
 */
public record RunEnd(ExitStatus status, String outcome, String path, String why) {}
