package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a word of a value stands, for one that was found without its value. */
record Homes(Registry registry) {
    /** {@code belongs in the block of 'manual'}, {@code is a word of sql: sql(…).rows}; empty where no value has such a word. */
    Optional<String> of(String name) {
        if (registry.targetKinds().stream().anyMatch(kind -> kind.name().equals(name))) {
            return Optional.of("belongs in the block of 'targets'");
        }
        List<WordSpec> all = new ArrayList<>();
        registry.planNames().forEach(each -> all.addAll(registry.plan(each)));
        registry.stepNames().forEach(each -> all.addAll(registry.step(each)));
        Optional<String> block = block(all, name);
        if (block.isPresent()) {
            return block;
        }
        for (WordSpec word : all) {
            Class<?> facade = Yields.facade(Yields.of(word));
            if (facade != null && registry.facade(facade).containsKey(name)) {
                return Optional.of("is a word of '" + word.name() + "'; write " + word.name()
                        + (word.isProperty() ? "." : "(…).") + name);
            }
        }
        return Optional.empty();
    }

    private Optional<String> block(List<WordSpec> words, String name) {
        return words.stream()
                .filter(word -> Registry.isFacade(word.word().delegate())
                        && registry.facade(word.word().delegate()).containsKey(name))
                .map(word -> "belongs in the block of '" + word.name() + "'")
                .findFirst();
    }
}
