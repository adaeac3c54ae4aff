package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads an entry against the keys that it may have. */
final class EntryReader {
    private static final int HIGHEST_PORT = 65_535;

    private final Problems problems;
    private final Nodes nodes;
    private final SecretReader secrets;
    private final Surroundings around;
    private final Path folder;

    EntryReader(Problems problems, Nodes nodes, SecretReader secrets, Surroundings around, Path folder) {
        this.problems = problems;
        this.nodes = nodes;
        this.secrets = secrets;
        this.around = around;
        this.folder = folder;
    }

    /** The values that are right, by key; the others are reported. */
    Map<String, Object> read(Node node, Map<String, Key> keys, String owner) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : nodes.mapping(node, owner).values()) {
            Key key = keys.get(entry.key());
            if (key == null) {
                unknown(entry, keys.keySet(), owner);
            } else {
                value(key, entry, owner).ifPresent(value -> values.put(key.name(), value));
            }
        }
        return values;
    }

    void unknown(Entry entry, Collection<String> known, String owner) {
        String near = Suggestion.near(entry.key(), known);
        problems.add(
                entry.line(),
                "unknown key '" + entry.key() + "' in " + owner
                        + (near.isEmpty() ? "; known: " + String.join(", ", known) : near));
    }

    private Optional<Object> value(Key key, Entry entry, String owner) {
        String label = "'" + key.name() + "' of " + owner;
        Node node = entry.value();
        if (key.type() == Secret.class || key.type() == Object.class && secrets.looksLikeSource(node)) {
            return secrets.read(node, owner + " " + key.name(), label).map(SecretSource::secret);
        }
        if (key.type() == Map.class) {
            return Optional.of(map(node, label));
        }
        if (key.type() == List.class) {
            return texts(node, label);
        }
        if (key.type() == Duration.class) {
            return duration(node, label);
        }
        if (key.type() == Integer.class) {
            return whole(key, node, label);
        }
        if (key.type() == Boolean.class) {
            return flag(node, label);
        }
        return text(node, label)
                .map(text ->
                        key.type() == Path.class ? around.path(text, folder).toString() : text);
    }

    /** Whether a key must be true or false, and is. */
    Optional<Object> flag(Node node, String label) {
        if (node.getTag().equals(Tag.BOOL)) {
            return Optional.of(Nodes.data(node));
        }
        return wrong(node, "true or false", label);
    }

    private Optional<Object> whole(Key key, Node node, String label) {
        boolean port = key.name().equals("port");
        String expected = port ? "a port from 1 to " + HIGHEST_PORT : "a whole number";
        if (!(Nodes.data(node) instanceof Integer number) || port && (number < 1 || number > HIGHEST_PORT)) {
            return wrong(node, expected, label);
        }
        return Optional.of(number);
    }

    private Optional<String> text(Node node, String label) {
        if (node instanceof ScalarNode scalar
                && !Nodes.isNothing(node)
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        wrong(node, "a text", label);
        return Optional.empty();
    }

    /** A list of texts; one alone needs no brackets. */
    private Optional<Object> texts(Node node, String label) {
        List<Node> parts = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        List<String> texts = parts.stream()
                .map(part -> text(part, label))
                .flatMap(Optional::stream)
                .toList();
        return texts.size() == parts.size() ? Optional.of(texts) : Optional.empty();
    }

    private Optional<Object> duration(Node node, String label) {
        Optional<Duration> length =
                node instanceof ScalarNode scalar ? Durations.tryParse(scalar.getValue()) : Optional.empty();
        return length.isPresent() ? Optional.of(length.get()) : wrong(node, "a duration such as 10m", label);
    }

    private Map<String, Object> map(Node node, String label) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : nodes.mapping(node, label).values()) {
            String inside = "'" + entry.key() + "' in " + label;
            if (secrets.looksLikeSource(entry.value())) {
                secrets.read(entry.value(), inside, inside)
                        .ifPresent(source -> values.put(entry.key(), source.secret()));
            } else if (Nodes.isNothing(entry.value())) {
                wrong(entry.value(), "a value", inside);
            } else {
                values.put(
                        entry.key(),
                        entry.value() instanceof ScalarNode scalar ? scalar.getValue() : Nodes.data(entry.value()));
            }
        }
        return values;
    }

    private Optional<Object> wrong(Node node, String expected, String label) {
        problems.add(Nodes.line(node), "expected " + expected + " for " + label + ", found " + Nodes.describe(node));
        return Optional.empty();
    }
}
