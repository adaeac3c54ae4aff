package dev.runbook.engine.run;

/** Where the live output of commands goes; masked already. */
@FunctionalInterface
public interface Output {
    void line(String step, String line);

    /** How far a job says it is. */
    default void progress(String step, double done, double total) {}
}
