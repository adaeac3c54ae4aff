package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Style;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line: arguments in, exit status out; every error becomes a message and a status here. */
public final class Program {
    private final Console console;
    private final CommandFactory factory;

    public Program(Session session) {
        this.console = session.console();
        this.factory = new CommandFactory(session);
    }

    /** Runs one command; gives its exit status. */
    public int run(String... arguments) {
        Ansi colours = console.style() == Style.COLOURED ? Ansi.ON : Ansi.OFF;
        List<String> given = List.of(arguments);
        List<String> own = Commands.alone(given) ? given.subList(1, given.size()) : given;
        return Commands.line(factory, given)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
                .setOut(new PrintWriter(console.people(), true))
                .setErr(new PrintWriter(console.err(), true))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(false)
                .setUsageHelpWidth(120)
                .setParameterExceptionHandler(this::wrongUsage)
                .setExecutionExceptionHandler(this::failed)
                .execute(own.toArray(String[]::new));
    }

    private int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        console.fail(said(wrong));
        console.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.INVALID.code();
    }

    private static String said(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return wrong.getMessage();
        }
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        String found = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            List<String> known = command.options().stream()
                    .filter(option -> !option.hidden())
                    .flatMap(option -> Stream.of(option.names()))
                    .toList();
            return "unknown option '" + found + "'" + Suggestion.near(found.replaceFirst("=.*", ""), known);
        }
        List<String> known = command.subcommands().values().stream()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .toList();
        return known.isEmpty()
                ? "unexpected argument '" + found + "'"
                : "unknown command '" + found + "'" + Suggestion.near(found, known);
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof RunbookException known) {
            console.fail(known.getMessage());
            return known.status().code();
        }
        if (failure instanceof InterruptedException) {
            console.fail("interrupted");
            return ExitStatus.INTERRUPTED.code();
        }
        console.fail("this is a mistake in runbook itself, please report it: " + failure);
        failure.printStackTrace(console.err());
        return ExitStatus.FAILED.code();
    }
}
