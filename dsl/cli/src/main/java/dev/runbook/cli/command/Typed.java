package dev.runbook.cli.command;

import dev.runbook.cli.option.EnvironmentOptions;
import dev.runbook.cli.place.Bundled;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.place.StateFolder;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.cli.run.Opened;
import dev.runbook.dsl.Language;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.engine.inventory.Inventory;
import dev.runbook.engine.inventory.Prompter;
import dev.runbook.engine.inventory.Surroundings;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Parameter;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.run.PlanSteps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command with what somebody has typed behind it so far, and the names that this puts in reach. */
final class Typed {
    private final Session session;
    private final CommandSpec command;
    private final List<String> positionals = new ArrayList<>();
    private final Map<String, String> given = new HashMap<>();
    private OptionSpec open;

    Typed(Session session, CommandSpec command, List<String> words) {
        this.session = session;
        this.command = command;
        words.forEach(this::take);
    }

    private void take(String word) {
        if (open != null) {
            given.put(open.longestName(), word);
            open = null;
        } else if (word.startsWith("--") && word.contains("=")) {
            given.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        } else if (word.startsWith("-")) {
            OptionSpec option = command.findOption(word);
            // --dry-run takes its value behind an equals sign only.
            open = option == null || option.arity().max() == 0 || option.arity().min() == 0 ? null : option;
        } else {
            positionals.add(word);
        }
    }

    /** The option whose value is being typed, or null. */
    OptionSpec open() {
        return open;
    }

    /** The value of this option is being typed. */
    void open(OptionSpec option) {
        open = option;
    }

    List<String> positionals() {
        return positionals;
    }

    Stream<String> bundled() {
        return session.home().runbooks().stream().map(Bundled::name);
    }

    Stream<String> runs() {
        return Completions.quietly(
                this::store,
                store -> store.folders().stream()
                        .map(folder -> folder.getFileName().toString()));
    }

    Stream<String> words() {
        Registry registry = Language.with(plugins().words(), plugins().loader()).registry();
        return Stream.concat(registry.planNames().stream(), registry.stepNames().stream());
    }

    Stream<String> params() {
        return Completions.quietly(
                this::opened,
                opened ->
                        opened.plan().parameters().stream().map(Parameter::name).map(name -> name + "="));
    }

    Stream<String> tags() {
        return Completions.quietly(this::opened, opened -> nodes(opened).flatMap(Typed::tags));
    }

    /** Those of the runbook that is named; else those of the run that is, or of the last one. */
    Stream<String> steps() {
        return takesRunbook()
                ? Completions.quietly(this::opened, opened -> nodes(opened).map(Node::path))
                : Completions.quietly(
                        this::state, state -> state.steps().stream().map(StepState::path));
    }

    /** What {@code NAME} means depends on the option. */
    Stream<String> names() {
        if (open == null) {
            return bundled();
        }
        return switch (open.longestName()) {
            case "--env" -> environments();
            case "--from" -> bundled();
            case "--phase" ->
                Completions.quietly(
                        this::opened, opened -> nodes(opened).map(Node::phase).filter(Objects::nonNull));
            case "--plugin" ->
                Stream.concat(Stream.of("core"), plugins().words().stream().map(each -> each.name()));
            case "--consent" ->
                Stream.concat(
                        environments(),
                        Completions.quietly(
                                this::opened,
                                opened -> opened.plan().nodes().stream()
                                        .filter(node -> node instanceof PointOfNoReturn
                                                || node instanceof Step step && step.destructive())
                                        .map(Node::name)));
            default -> Stream.empty();
        };
    }

    private Stream<String> environments() {
        return Completions.quietly(
                () -> {
                    Path file = given.containsKey("--inventory")
                            ? Path.of(given.get("--inventory"))
                            : RunbookPlace.of(positionals.get(0), session.home())
                                    .inventory();
                    Plugins all = plugins();
                    return Inventory.read(
                            file,
                            all.kinds(),
                            all.transports(),
                            all.notifiers(),
                            Surroundings.of(Prompter.NOBODY, all.vaults()));
                },
                inventory -> inventory.names().stream());
    }

    private boolean takesRunbook() {
        return command.positionalParameters().stream()
                .anyMatch(each -> each.paramLabel().equals("RUNBOOK"));
    }

    /** The runbook in the environment that was typed. */
    private Opened opened() {
        EnvironmentOptions where = new EnvironmentOptions();
        where.environment = given.get("--env");
        where.inventory = given.containsKey("--inventory") ? Path.of(given.get("--inventory")) : null;
        where.plugins = folders();
        return new Tools(session, null).open(positionals.isEmpty() ? "" : positionals.get(0), where, true);
    }

    private RunState state() {
        RunStore store = store();
        return RunStore.state(positionals.isEmpty() ? Runs.last(store) : store.folder(positionals.get(0)));
    }

    private RunStore store() {
        String state = given.get("--state");
        return new RunStore(StateFolder.find(state == null ? null : Path.of(state), session.here()));
    }

    private Plugins plugins() {
        return Plugins.load(session.home().plugins(), folders());
    }

    private List<Path> folders() {
        return given.containsKey("--plugins") ? List.of(Path.of(given.get("--plugins"))) : List.of();
    }

    private static Stream<Node> nodes(Opened opened) {
        return PlanSteps.of(opened.plan().nodes()).stream();
    }

    private static Stream<String> tags(Node node) {
        return node instanceof Step step
                ? step.options().tags().stream()
                : node instanceof Manual manual ? manual.options().tags().stream() : Stream.empty();
    }
}
