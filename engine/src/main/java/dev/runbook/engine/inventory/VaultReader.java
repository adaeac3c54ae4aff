package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads where in a vault a secret is. */
record VaultReader(Problems problems, Vault vault) {
    /** Empty where it is wrong, which is reported. */
    Optional<SecretSource> read(Entry entry, String name, String label) {
        Optional<Map<String, String>> read = keys(entry, label);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> keys = read.get();
        try {
            String place = vault.place(keys);
            return Optional.of(new SecretSource(name, label, place, problems.where(entry.line()), () -> fetched(keys))
                    .identified(vault.name() + ": " + keys));
        } catch (RunbookException wrong) {
            problems.add(entry.line(), label + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private String fetched(Map<String, String> keys) {
        try {
            return vault.fetch(keys);
        } catch (RunbookException missing) {
            throw new SecretSource.Missing(missing.getMessage());
        }
    }

    private Optional<Map<String, String>> keys(Entry entry, String label) {
        Map<String, String> keys = new TreeMap<>();
        String known = String.join(", ", vault.keys().stream().map(Key::name).toList());
        if (!(entry.value() instanceof MappingNode mapping)) {
            problems.add(
                    entry.line(),
                    "expected " + vault.name() + ": { … } with some of " + known + " for " + label + ", found "
                            + Nodes.describe(entry.value()));
            return Optional.empty();
        }
        boolean fine = true;
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            boolean there = vault.keys().stream().anyMatch(each -> each.name().equals(key));
            String text = tuple.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (there && !text.isBlank()) {
                keys.put(key, text);
            } else {
                fine = false;
                String near = Suggestion.near(
                        key, vault.keys().stream().map(Key::name).toList());
                problems.add(
                        Nodes.line(tuple.getKeyNode()),
                        there
                                ? "expected a text after " + key + ": for " + label
                                : "unknown key '" + key + "' in " + vault.name() + ": of " + label
                                        + (near.isEmpty() ? "; known: " + known : near));
            }
        }
        return fine ? Optional.of(keys) : Optional.empty();
    }
}
