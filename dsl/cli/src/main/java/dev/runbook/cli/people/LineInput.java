package dev.runbook.cli.people;

/** Reads what a person types. */
public interface LineInput {
    /** A line; null where the person ends the input or interrupts it. */
    String read(String prompt);

    /** A line without echo. */
    String readSecret(String prompt);
}
