package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.dsl.check.Problem;
import dev.runbook.engine.model.ExitStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compiles and checks, touches nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Compiles and type-checks a runbook; touches nothing.")
final class CheckCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "RUNBOOK",
            description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    List<Path> plugins = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "text|json|github",
            defaultValue = "text",
            description =
                    "json: each problem as an object, a line each, on standard output; github: as annotations of a GitHub workflow")
    ProblemLines output = ProblemLines.text;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Console console = output == ProblemLines.text
                ? session.console()
                : session.console().withEvents();
        Tools tools = new Tools(new Session(console, session.home(), session.environment(), session.here()), null);
        RunbookPlace place = RunbookPlace.of(runbook, session.home());
        List<Problem> problems = tools.opener(plugins).language().check(place.script());
        problems.forEach(problem -> {
            String line = output.line(problem, session.here());
            if (output == ProblemLines.text) {
                console.err().println(line);
            } else {
                console.data(line);
            }
        });
        if (problems.isEmpty()) {
            tools.console().say(place.script() + ": no problems found");
            return ExitStatus.DONE.code();
        }
        tools.console()
                .fail(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in " + place.script());
        return ExitStatus.INVALID.code();
    }
}
