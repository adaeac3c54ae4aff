package dev.runbook.engine.model;

/** A script looked into a value that only a real run can know: the dry run of that step ends here, and says so. */
public class PendingBranch extends RunbookException {
    public PendingBranch(String what) {
        super(ExitStatus.DONE, "needs " + what + ", which only a real run can know");
    }
}
