package dev.runbook.engine.run;

import dev.runbook.engine.model.ExitStatus;

/** The run cannot go on; its journal says why, and it can be resumed. */
final class RunStopped extends RuntimeException {
    private final ExitStatus status;
    private final String outcome;
    private final String path;

    /**
     * @param outcome {@code failed}, {@code waiting} or {@code interrupted}
     * @param path    the step where it stopped, or null
     */
    RunStopped(ExitStatus status, String outcome, String path, String why, Throwable cause) {
        super(why, cause, true, false);
        this.status = status;
        this.outcome = outcome;
        this.path = path;
    }

    static RunStopped failed(String path, String why, Throwable cause) {
        return new RunStopped(ExitStatus.FAILED, "failed", path, why, cause);
    }

    static RunStopped waiting(String path, String why) {
        return new RunStopped(ExitStatus.WAITING, "waiting", path, why, null);
    }

    ExitStatus status() {
        return status;
    }

    String outcome() {
        return outcome;
    }

    String path() {
        return path;
    }
}
