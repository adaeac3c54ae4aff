package dev.runbook.cli.people;

/** Reads what a person types. */
public interface LineInput {
    /** A line; null where the person ends the input or interrupts it, or where the question is withdrawn. */
    String read(String prompt);

    /** A line without echo. */
    String readSecret(String prompt);

    /** The question that this thread asks, or is about to ask, needs no answer any more. */
    default void withdraw(Thread asking) {
        asking.interrupt();
    }

    /** Shows a line above the question that is being asked; false where none is. */
    default boolean above(String line) {
        return false;
    }
}
