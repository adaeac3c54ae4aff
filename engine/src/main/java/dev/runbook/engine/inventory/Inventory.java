package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.Transport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** The inventory file: its environments, checked as a whole. */
public final class Inventory {
    private static final List<String> KEYS = List.of("defaults", "environments");

    private final Path file;
    private final Map<String, Environment> environments;
    private final List<String> warnings;

    private Inventory(Path file, Map<String, Environment> environments, List<String> warnings) {
        this.file = file;
        this.environments = environments;
        this.warnings = List.copyOf(warnings);
    }

    /** Reads a file where nobody can be asked for secrets, and nobody told anything. */
    public static Inventory read(Path file, Collection<TargetKind> kinds, Collection<Transport> transports) {
        return read(file, kinds, transports, List.of(), Surroundings.of(Prompter.NOBODY, List.of()));
    }

    /**
     * Reads a file; one error lists everything that is wrong with it.
     *
     * @param kinds      the kinds of targets that are installed
     * @param transports the ways to reach hosts that are installed
     * @param notifiers  the ways to tell people that are installed
     */
    public static Inventory read(
            Path file,
            Collection<TargetKind> kinds,
            Collection<Transport> transports,
            Collection<Notifier> notifiers,
            Surroundings around) {
        Node root = YamlFile.read(file);
        Problems problems = new Problems(file);
        Nodes nodes = new Nodes(problems);
        if (!nodes.check(root)) {
            problems.throwIfAny();
        }
        Path parent = file.toAbsolutePath().getParent();
        SecretReader secrets = new SecretReader(problems, parent, around);
        EntryReader entries = new EntryReader(problems, nodes, secrets, around, parent);
        Map<String, Environment> environments =
                environments(root, problems, nodes, entries, secrets, Installed.of(kinds, transports, notifiers));
        problems.throwIfAny();
        return new Inventory(file, environments, secrets.warnings());
    }

    private static Map<String, Environment> environments(
            Node root, Problems problems, Nodes nodes, EntryReader entries, SecretReader secrets, Installed installed) {
        Map<String, Entry> top = nodes.mapping(root, "the inventory");
        top.values().stream()
                .filter(entry -> !KEYS.contains(entry.key()))
                .forEach(entry -> entries.unknown(entry, KEYS, "the inventory"));
        Defaults defaults = Defaults.read(top.get("defaults"), "the defaults", installed.sections(), nodes, entries);
        Map<String, Entry> named = top.containsKey("environments")
                ? nodes.mapping(top.get("environments").value(), "environments")
                : Map.of();
        if (named.isEmpty()) {
            int line = top.containsKey("environments") ? top.get("environments").line() : 1;
            problems.add(line, "expected at least one environment under 'environments:'");
        }
        EnvironmentReader reader = new EnvironmentReader(problems, nodes, entries, secrets, installed);
        Map<String, Environment> environments = new LinkedHashMap<>();
        named.values().forEach(entry -> environments.put(entry.key(), reader.read(entry, defaults)));
        return environments;
    }

    public Path file() {
        return file;
    }

    /** The names of the environments, in the file's order. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(environments.keySet());
    }

    /** What is worth telling and stops nothing: a secret's file that others can read. */
    public List<String> warnings() {
        return warnings;
    }

    /** An environment by its name; the only one where the name is null. */
    public Environment environment(String name) {
        if (name == null && environments.size() == 1) {
            return environments.values().iterator().next();
        }
        if (name == null) {
            throw RunbookException.invalid(file + " has several environments: choose one with --env; known: "
                    + String.join(", ", environments.keySet()));
        }
        Environment environment = environments.get(name);
        if (environment == null) {
            String near = dev.runbook.engine.model.Suggestion.near(name, environments.keySet());
            throw RunbookException.invalid(file + " has no environment '" + name + "'" + near
                    + (near.isEmpty() ? "; known: " : " Known: ") + String.join(", ", environments.keySet()));
        }
        return environment;
    }
}
