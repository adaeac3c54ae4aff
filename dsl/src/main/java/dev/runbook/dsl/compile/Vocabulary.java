package dev.runbook.dsl.compile;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Touches;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the compiler asks the registry. */
final class Vocabulary {
    /** Options whose closure is a condition. */
    static final Set<String> CONDITION_OPTIONS = Set.of("when", "doneWhen");

    private static final String VERIFY_ALL = "verifyAll";
    private final Registry registry;

    Vocabulary(Registry registry) {
        this.registry = registry;
    }

    /** Whether the word wants to know where it stands. */
    boolean isPlaced(String name) {
        return name != null
                && registry.plan(name).stream()
                        .anyMatch(word -> word.option("$at").isPresent());
    }

    /** Whether the closure at the end of a call of this word is a condition. */
    boolean isCondition(String name) {
        return name != null
                && registry.step(name).stream().anyMatch(word -> word.word().condition());
    }

    /** Whether a word gives no value that could be asserted. */
    boolean isSilent(String name) {
        List<WordSpec> words = name == null ? List.of() : registry.step(name);
        return !words.isEmpty()
                && words.stream()
                        .allMatch(word -> word.method().getReturnType() == void.class
                                || word.word().condition()
                                || name.equals(VERIFY_ALL));
    }

    /** Whether the value of the call is that of its block's last expression: {@code onHost}. */
    boolean isFrame(String name) {
        return "onHost".equals(name);
    }

    List<WordSpec> step(String name) {
        return registry.step(name);
    }

    Map<String, List<WordSpec>> facade(Class<?> type) {
        return Registry.isFacade(type) ? registry.facade(type) : Map.of();
    }

    /** The names of words on values that write and may not be repeated: of a call on something unknown, the name alone decides. */
    Set<String> riskyNames() {
        Set<String> names = new HashSet<>();
        for (String name : registry.stepNames()) {
            registry.step(name).stream()
                    .map(word -> word.word().yields())
                    .filter(Registry::isFacade)
                    .forEach(type -> registry.facade(type).forEach((method, words) -> {
                        if (words.stream().anyMatch(word -> isRisky(word))) {
                            names.add(method);
                        }
                    }));
        }
        return names;
    }

    static boolean isRisky(WordSpec word) {
        return word.word().touches() == Touches.WRITES && !word.word().repeatable();
    }
}
