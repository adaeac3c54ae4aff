package dev.runbook.engine.model;

/** The root of everything that goes wrong in a way a person can act on; its message says what was expected, found, and what to do. */
public class RunbookException extends RuntimeException {
    private final ExitStatus status;

    public RunbookException(ExitStatus status, String message) {
        this(status, message, null);
    }

    public RunbookException(ExitStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** A runbook, inventory, parameter or usage that is wrong; nothing was touched. */
    public static RunbookException invalid(String message) {
        return new RunbookException(ExitStatus.INVALID, message);
    }

    public ExitStatus status() {
        return status;
    }
}
