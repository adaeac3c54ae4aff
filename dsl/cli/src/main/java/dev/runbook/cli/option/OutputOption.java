package dev.runbook.cli.option;

import dev.runbook.cli.console.Console;
import picocli.CommandLine.Option;

/** For whom the output is. */
public final class OutputOption {
    /** What {@code --output} takes. */
    public enum Format {
        text,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "json: the run's events, an object a line, on standard output; messages for people go to standard error")
    Format output = Format.text;

    public boolean json() {
        return output == Format.json;
    }

    public Console on(Console console) {
        return json() ? console.withEvents() : console;
    }
}
