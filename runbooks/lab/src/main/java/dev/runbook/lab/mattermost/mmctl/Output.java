package dev.runbook.lab.mattermost.mmctl;

/** What a call prints. */
final class Output {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();

    void say(String line) {
        out.append(line).append('\n');
    }

    void warn(String line) {
        err.append(line).append('\n');
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
