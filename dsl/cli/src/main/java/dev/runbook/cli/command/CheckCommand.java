package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compiles and checks, touches nothing. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Compiles and type-checks a runbook; touches nothing.")
final class CheckCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "RUNBOOK", description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    List<Path> plugins = new ArrayList<>();

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        throw NotYet.available("runbook check");
    }
}
