package dev.runbook.engine.inventory;

/** Asks the person at the terminal for a secret. */
@FunctionalInterface
public interface Prompter {
    /** Nobody is there to ask. */
    Prompter NOBODY = what -> null;

    /**
     * Asks without echo.
     *
     * @param what what is asked for: {@code secret 'archivePassword'}
     * @return what was typed, or null where nobody can be asked or answered
     */
    String secret(String what);
}
