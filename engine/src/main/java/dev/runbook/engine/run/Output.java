package dev.runbook.engine.run;

/** Where the live output of commands goes; masked already. */
@FunctionalInterface
public interface Output {
    void line(String step, String line);
}
