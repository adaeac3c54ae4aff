package dev.runbook.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the operator agrees to beforehand. */
public final class ConsentOptions {
    @Option(
            names = "--yes",
            description =
                    "agree to ordinary confirmations; never to a point of no return or a destructive step, and alone not enough in production")
    public boolean yes;

    @Option(
            names = "--consent",
            paramLabel = "NAME",
            description = "agree to this point of no return or destructive step; may be repeated")
    public List<String> consents = new ArrayList<>();

    @Option(names = "--no-input", description = "never ask; the run waits (status 3) where a person is needed")
    public boolean noInput;
}
