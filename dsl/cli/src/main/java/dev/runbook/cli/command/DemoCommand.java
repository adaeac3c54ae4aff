package dev.runbook.cli.command;

import dev.runbook.cli.run.Demo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bundled runbook against embedded servers. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a bundled runbook for real against embedded servers, prints the report, stops everything.")
final class DemoCommand implements Callable<Integer> {
    /** The runbook that is shown where nobody chose one. */
    private static final String FIRST = "hipchat-to-datacenter";

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the bundled runbook; see runbook list")
    String name;

    @Option(
            names = "--size",
            paramLabel = "name=count",
            description = "how much data the servers start with; may be repeated")
    Map<String, String> sizes = new LinkedHashMap<>();

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        String wanted = name == null ? FIRST : name;
        return new Demo(session.console(), session.home(), new Tools(session, null).opener(List.of()))
                .run(wanted, sizes)
                .code();
    }
}
