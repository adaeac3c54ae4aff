package dev.runbook.engine.model;

/** The exit statuses of the command line, in one place. */
public enum ExitStatus {
    DONE(0),
    /** A step failed, or a verification did not hold; the run can be resumed. */
    FAILED(1),
    /** Wrong usage, or an invalid runbook, inventory or parameter; nothing was touched. */
    INVALID(2),
    /** The run waits for a person. */
    WAITING(3),
    /** Another process has this run, or an unfinished run stands in the way. */
    BUSY(4),
    /** The journal is damaged, or the runbook has changed since. */
    DAMAGED(5),
    INTERRUPTED(130);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
