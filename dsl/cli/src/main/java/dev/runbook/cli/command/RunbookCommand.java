package dev.runbook.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runbook} itself. */
@Command(
        name = "runbook",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Version-controlled runbooks: checked, rehearsed, timed, resumed, reported.",
        synopsisSubcommandLabel = "COMMAND",
        footer = "",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a step failed, or a verification did not hold; the run can be resumed",
            "2:wrong usage, or the runbook, inventory or a parameter is invalid; nothing was touched",
            "3:the run waits for a person",
            "4:another process has this run, or an unfinished run stands in the way",
            "5:the run's journal is damaged, or its runbook has changed since",
            "130:interrupted; the run can be resumed"
        })
public final class RunbookCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
