package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.dsl.Language;
import dev.runbook.dsl.LoadedRunbook;
import dev.runbook.dsl.kept.Memory;
import dev.runbook.engine.inventory.Environment;
import dev.runbook.engine.inventory.Inventory;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.inventory.Prompter;
import dev.runbook.engine.inventory.Surroundings;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.Masker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens runbooks: checks the script, reads the inventory, evaluates the plan. Nothing is touched. */
public final class Opener {
    private final Console console;
    private final Plugins plugins;
    private final Language language;
    private final Prompter prompter;

    public Opener(Console console, Plugins plugins, Prompter prompter, Memory memory) {
        this.console = console;
        this.plugins = plugins;
        this.language = Language.with(plugins::words, plugins.loader(), memory);
        this.prompter = prompter;
    }

    public Language language() {
        return language;
    }

    /**
     * @param inventory   the file that was named, or null for the one beside the runbook
     * @param environment its environment, or null for the only one
     * @param params      parameters that win over the environment's
     * @param lenient     whether missing parameters are pending, and a missing inventory is none: for a plan
     */
    public Opened open(
            RunbookPlace place, Path inventory, String environment, Map<String, Located> params, boolean lenient) {
        language.require(place.script());
        Path file = inventory != null ? inventory : place.inventory();
        Environment found = environment(file, inventory != null || environment != null, environment, lenient);
        Map<String, Located> given = new LinkedHashMap<>(found == null ? Map.of() : found.params());
        given.putAll(params);
        return evaluate(place, file, found, given, lenient);
    }

    /** Opens a runbook with the parameters of an earlier run instead of its environment's. */
    public Opened reopen(RunbookPlace place, Path inventory, String environment, Map<String, Located> given) {
        language.require(place.script());
        boolean nowhere = GivenParams.NOWHERE.equals(environment);
        return evaluate(
                place,
                inventory,
                environment(inventory, !nowhere, nowhere ? null : environment, nowhere),
                given,
                false);
    }

    private Opened evaluate(
            RunbookPlace place, Path file, Environment environment, Map<String, Located> given, boolean lenient) {
        Masker masker = new Masker();
        LoadedRunbook runbook = language.load(place.script(), new GivenParams(given, environment, lenient, masker));
        return new Opened(place, plugins, environment, environment == null ? null : file, given, runbook, masker);
    }

    private Environment environment(Path file, boolean wanted, String name, boolean lenient) {
        if (file == null || !Files.isRegularFile(file)) {
            if (wanted) {
                throw RunbookException.invalid("There is no inventory " + file + "; name one with --inventory FILE");
            }
            return null;
        }
        Inventory inventory = Inventory.read(
                file,
                plugins.kinds(),
                plugins.transports(),
                plugins.notifiers(),
                Surroundings.of(prompter, plugins.vaults()));
        inventory.warnings().forEach(console::warn);
        return lenient && name == null && inventory.names().size() > 1 ? null : inventory.environment(name);
    }
}
