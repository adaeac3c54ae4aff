package dev.runbook.cli.command;

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

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Tools tools = new Tools(session, null);
        RunbookPlace place = RunbookPlace.of(runbook, session.home());
        List<Problem> problems = tools.opener(plugins).language().check(place.script());
        problems.forEach(problem -> tools.console().err().println(problem));
        if (problems.isEmpty()) {
            tools.console().say(place.script() + ": no problems found");
            return ExitStatus.DONE.code();
        }
        tools.console()
                .fail(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in " + place.script());
        return ExitStatus.INVALID.code();
    }
}
