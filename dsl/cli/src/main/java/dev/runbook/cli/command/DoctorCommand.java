package dev.runbook.cli.command;

import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.option.OutputOption;
import dev.runbook.cli.run.Doctor;
import dev.runbook.cli.run.DoctorView;
import dev.runbook.cli.run.Opened;
import dev.runbook.engine.model.Durations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a run could begin. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Reaches every target at once and says whether a run could begin: identity, version, clock, space, programs, secrets, rights. Only reads; status 1 where something would fail.")
final class DoctorCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "RUNBOOK",
            description = "a .groovy file, a folder with a runbook.groovy, or a bundled runbook's name")
    String runbook;

    @Mixin
    EnvironmentOptions where;

    @Mixin
    OutputOption output;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "how long each target may take (default: 20s)")
    String timeout;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Tools tools = new Tools(session, output);
        Opened opened = tools.open(runbook, where, true);
        DoctorView view = new DoctorView(tools.console(), output.json());
        Doctor doctor =
                new Doctor(opened, tools.opener(where.plugins).language().registry());
        return view.show(opened, doctor.examine(Durations.parse(timeout, "--timeout")))
                .code();
    }
}
