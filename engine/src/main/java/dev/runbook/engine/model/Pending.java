package dev.runbook.engine.model;

/** A value that only a real run can know. It prints as {@code ‹what›} and never takes a side: asking whether it equals something is an error. */
public class Pending {
    private final String what;

    public Pending(String what) {
        this.what = what;
    }

    /** What the value would be: {@code value of sql source: select count(*)…}. */
    public String what() {
        return what;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        throw new PendingBranch(toString());
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "‹" + what + "›";
    }
}
