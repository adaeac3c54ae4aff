package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundled runbook against embedded servers. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Runs a bundled runbook for real against embedded servers, prints the report, stops everything.")
final class DemoCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the bundled runbook; see runbook list")
    String name;

    @Option(names = "--size", paramLabel = "name=count", description = "how much data the servers start with; may be repeated")
    Map<String, String> sizes = new LinkedHashMap<>();

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw NotYet.available("runbook demo");
    }
}
