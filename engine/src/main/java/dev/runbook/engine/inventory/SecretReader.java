package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads {@code env:}, {@code file:}, {@code command:} and {@code prompt: true}, and what vaults add. */
final class SecretReader {
    private static final List<String> OWN = List.of("env", "file", "command", "prompt");
    private static final String EXPECTED = "env: VARIABLE, file: PATH, command: COMMAND";

    private final Problems problems;
    private final Path folder;
    private final Surroundings around;
    private final List<String> ways;
    private final String expected;
    private final Map<Secret, SecretSource> sources = new IdentityHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    SecretReader(Problems problems, Path folder, Surroundings around) {
        this.problems = problems;
        this.folder = folder;
        this.around = around;
        List<String> vaults = around.vaults().stream().map(Vault::name).sorted().toList();
        this.ways = Stream.concat(OWN.stream(), vaults.stream()).toList();
        this.expected =
                EXPECTED + vaults.stream().map(each -> ", " + each + ": { … }").collect(Collectors.joining())
                        + " or prompt: true";
    }

    /** The source of each secret that was read. */
    Map<Secret, SecretSource> sources() {
        return sources;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Whether a value inside free-form keys is meant as a secret: a mapping of just one of the ways to get one. */
    boolean looksLikeSource(Node node) {
        return node instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode key
                && ways.contains(key.getValue());
    }

    /** The source; empty where it is wrong, which is reported without the value. */
    Optional<SecretSource> read(Node node, String name, String label) {
        if (!(node instanceof MappingNode mapping)) {
            String found =
                    Nodes.isNothing(node) ? "nothing" : node instanceof ScalarNode ? "a value in plain text" : "a list";
            problems.add(
                    Nodes.line(node),
                    "expected " + expected + " for " + label + ", found " + found
                            + "; secrets do not belong into this file");
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entry(tuple, label).ifPresent(entries::add);
        }
        if (entries.size() != 1) {
            if (entries.size() > 1 || mapping.getValue().isEmpty()) {
                problems.add(
                        Nodes.line(node),
                        "expected just one of " + expected + " for " + label + ", found "
                                + (entries.isEmpty() ? "none" : entries.size()));
            }
            return Optional.empty();
        }
        Optional<SecretSource> source = source(entries.get(0), name, label);
        source.ifPresent(each -> sources.put(each.secret(), each));
        return source;
    }

    private Optional<Entry> entry(NodeTuple tuple, String label) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            if (ways.contains(key.getValue())) {
                return Optional.of(new Entry(key.getValue(), Nodes.line(key), tuple.getValueNode()));
            }
            String near = Suggestion.near(key.getValue(), ways);
            problems.add(
                    Nodes.line(key),
                    "unknown key '" + key.getValue() + "' in " + label
                            + (near.isEmpty() ? "; expected " + expected : near));
        }
        return Optional.empty();
    }

    private Optional<SecretSource> source(Entry entry, String name, String label) {
        Optional<Vault> vault = around.vaults().stream()
                .filter(each -> each.name().equals(entry.key()))
                .findFirst();
        if (vault.isPresent()) {
            return new VaultReader(problems, vault.get()).read(entry, name, label);
        }
        boolean prompt = entry.key().equals("prompt");
        String text = entry.value() instanceof ScalarNode scalar ? scalar.getValue() : "";
        boolean fits =
                prompt ? entry.value().getTag().equals(Tag.BOOL) && text.equalsIgnoreCase("true") : !text.isBlank();
        if (!fits) {
            problems.add(
                    entry.line(),
                    "expected " + (prompt ? "prompt: true" : "a text after " + entry.key() + ":") + " for " + label);
            return Optional.empty();
        }
        String where = problems.where(entry.line());
        SecretSource source = switch (entry.key()) {
            case "env" ->
                new SecretSource(name, label, "the environment variable " + text, where, () -> variable(text));
            case "file" -> file(around.path(text, folder), name, label, where);
            case "command" ->
                new SecretSource(
                        name,
                        label,
                        "the command '" + program(text) + "'",
                        where,
                        () -> SecretCommand.run(text, folder));
            default ->
                new SecretSource(name, label, "the person at the terminal (prompt: true)", where, () -> asked(label));
        };
        return Optional.of(source.identified(entry.key() + ": " + text));
    }

    /** A command's arguments are nobody's business but the shell's. */
    private static String program(String command) {
        String[] words = command.strip().split("\\s+", 2);
        return words.length == 1 ? words[0] : words[0] + " …";
    }

    private String variable(String name) {
        String value = around.variables().get(name);
        if (value == null) {
            throw new SecretSource.Missing("is not set; set it and start again");
        }
        return value;
    }

    private String asked(String label) {
        String typed = around.prompter().secret(label);
        if (typed == null) {
            throw new SecretSource.Missing(
                    "cannot be asked here (no terminal, or --no-input); use env:, file: or command:");
        }
        return typed;
    }

    private SecretSource file(Path path, String name, String label, String where) {
        if (readableByOthers(path)) {
            warnings.add(where + ": " + label + ": others than its owner can read " + path + "; chmod 600 it");
        }
        return new SecretSource(name, label, "the file " + path, where, () -> {
            try {
                return withoutNewline(Files.readString(path));
            } catch (IOException unreadable) {
                String why = Files.isDirectory(path) ? "it is a folder" : YamlFile.reason(unreadable);
                throw new SecretSource.Missing("cannot be read: " + why);
            }
        });
    }

    private static boolean readableByOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Files and commands end their text with a newline that is not part of the secret. */
    static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
