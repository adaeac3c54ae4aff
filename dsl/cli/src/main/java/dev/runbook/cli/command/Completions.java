package dev.runbook.cli.command;

import dev.runbook.engine.model.RunbookException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command line that is being typed may go on. */
final class Completions {
    /** Instead of a candidate: names of files fit here too. */
    static final String FILES = ":files";

    private final Session session;
    private final CommandLine program;

    Completions(Session session) {
        this.session = session;
        this.program = Commands.line(new CommandFactory(session), List.of());
    }

    /**
     * The candidates, and {@link #FILES} where the shell should offer files as well.
     *
     * @param words what stands behind {@code runbook}; the last is being typed
     */
    List<String> of(List<String> words) {
        String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
        List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        return candidates(before, typed)
                .filter(each -> each.equals(FILES) || each.startsWith(typed))
                .distinct()
                .toList();
    }

    private Stream<String> candidates(List<String> before, String typed) {
        if (before.isEmpty()) {
            return Stream.concat(visible(program), names(program.getCommandSpec(), typed));
        }
        CommandLine named = program.getSubcommands().get(before.get(0));
        if (named == null) {
            return Stream.empty();
        }
        CommandSpec command = named.getCommandSpec();
        Typed line = new Typed(session, command, before.subList(1, before.size()));
        OptionSpec open = line.open();
        if (open != null) {
            return values(line, open.paramLabel(), open.completionCandidates());
        }
        if (typed.startsWith("--") && typed.contains("=")) {
            return attached(line, command, typed.substring(0, typed.indexOf('=')));
        }
        return typed.startsWith("-") ? names(command, typed) : positional(line, command);
    }

    private static Stream<String> attached(Typed line, CommandSpec command, String option) {
        OptionSpec found = command.findOption(option);
        if (found == null) {
            return Stream.empty();
        }
        line.open(found);
        return values(line, found.paramLabel(), found.completionCandidates())
                .map(value -> value.equals(FILES) ? value : option + "=" + value);
    }

    private Stream<String> positional(Typed line, CommandSpec command) {
        if (command.name().equals("help")) {
            return visible(program);
        }
        List<PositionalParamSpec> all = command.positionalParameters();
        int at = line.positionals().size();
        return at >= all.size()
                ? Stream.empty()
                : values(line, all.get(at).paramLabel(), all.get(at).completionCandidates());
    }

    private static Stream<String> visible(CommandLine program) {
        return program.getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey);
    }

    private static Stream<String> names(CommandSpec command, String typed) {
        return typed.startsWith("-")
                ? command.options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Arrays.stream(option.names()))
                : Stream.empty();
    }

    private static Stream<String> values(Typed line, String label, Iterable<String> choices) {
        if (choices != null) {
            return StreamSupport.stream(choices.spliterator(), false);
        }
        return switch (label) {
            case "RUNBOOK" -> Stream.concat(line.bundled(), Stream.of(FILES));
            case "DIR", "FILE" -> Stream.of(FILES);
            case "RUN" -> line.runs();
            case "WORD" -> line.words();
            case "STEP" -> line.steps();
            case "STEP|TAG" -> Stream.concat(line.steps(), line.tags());
            case "name=value" -> line.params();
            case "NAME" -> line.names();
            case "text|json", "offline|probe", "text|markdown|gdsl" -> Stream.of(label.split("\\|"));
            default -> Stream.empty();
        };
    }

    /** Everything of a list that can be had; nothing where it cannot. */
    static <T> Stream<String> quietly(java.util.function.Supplier<T> from, Function<T, Stream<String>> names) {
        try {
            return new ArrayList<>(names.apply(from.get()).toList()).stream();
        } catch (RunbookException notThere) {
            return Stream.empty();
        }
    }
}
