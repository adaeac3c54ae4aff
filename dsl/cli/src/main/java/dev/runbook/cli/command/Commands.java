package dev.runbook.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** The commands of {@code runbook}, in the order of its help. */
final class Commands {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("demo", DemoCommand.class);
        ALL.put("list", ListCommand.class);
        ALL.put("init", InitCommand.class);
        ALL.put("check", CheckCommand.class);
        ALL.put("plan", PlanCommand.class);
        ALL.put("forecast", ForecastCommand.class);
        ALL.put("doctor", DoctorCommand.class);
        ALL.put("run", RunCommand.class);
        ALL.put("resume", ResumeCommand.class);
        ALL.put("abandon", AbandonCommand.class);
        ALL.put("kill", KillCommand.class);
        ALL.put("note", NoteCommand.class);
        ALL.put("answer", AnswerCommand.class);
        ALL.put("rollback", RollbackCommand.class);
        ALL.put("runs", RunsCommand.class);
        ALL.put("show", ShowCommand.class);
        ALL.put("serve", ServeCommand.class);
        ALL.put("report", ReportCommand.class);
        ALL.put("compare", CompareCommand.class);
        ALL.put("words", WordsCommand.class);
        ALL.put("completion", CompletionCommand.class);
        ALL.put("complete", CompleteCommand.class);
        ALL.put("help", HelpCommand.class);
    }

    private Commands() {}

    /** The line of the one command that the arguments name, or of the program. Reading the options of all commands takes longer than a check. */
    static CommandLine line(IFactory factory, List<String> arguments) {
        if (alone(arguments)) {
            String name = arguments.get(0);
            return new CommandLine(ALL.get(name), factory).setCommandName("runbook " + name);
        }
        CommandLine line = new CommandLine(RunbookCommand.class, factory);
        ALL.forEach((name, type) -> line.addSubcommand(name, new CommandLine(type, factory)));
        return line;
    }

    /** Whether the first argument names a command, and the others are its own. */
    static boolean alone(List<String> arguments) {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        return ALL.containsKey(name) && !name.equals("help");
    }
}
