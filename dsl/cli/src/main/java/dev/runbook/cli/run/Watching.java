package dev.runbook.cli.run;

/**
 * How a run's page is served.
 *
 * @param served  whether there is one
 * @param port    0 for any free one
 * @param answers whether people may answer on it
 * @param patient whether the run waits for them where nobody is at the terminal
 */
public record Watching(boolean served, int port, boolean answers, boolean patient) {
    public static final Watching NONE = new Watching(false, 0, false, false);
}
