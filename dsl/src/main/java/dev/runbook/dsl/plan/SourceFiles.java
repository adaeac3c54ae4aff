package dev.runbook.dsl.plan;

/** The files around a script. */
public interface SourceFiles {
    /** Evaluates the script that {@code include} names, in place; the path is relative to the including file. */
    void include(String file, String where);

    /** SHA-256 of a file beside the runbook, or {@code absent}. */
    String fileHash(String name);
}
