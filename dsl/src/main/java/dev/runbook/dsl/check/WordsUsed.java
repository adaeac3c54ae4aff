package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which words scripts use, by their names alone: one too many is harmless. */
public final class WordsUsed {
    private final Registry registry;
    private final Set<String> names = new TreeSet<>();
    private boolean becomes;

    /** @param sources the texts of the scripts */
    public WordsUsed(Registry registry, Collection<String> sources) {
        this.registry = registry;
        for (String source : sources) {
            Tokens tokens = Tokens.of(source);
            names.addAll(tokens.names());
            becomes |= tokens.hasOption("as");
        }
    }

    /** The programs that they need on hosts, {@code a|b} where one will do. */
    public List<String> programs() {
        List<WordSpec> used =
                names.stream().flatMap(name -> registry.step(name).stream()).toList();
        Stream<WordSpec> onValues = used.stream()
                .map(word -> word.word().yields())
                .filter(Registry::isFacade)
                .flatMap(type -> registry.facade(type).entrySet().stream())
                .filter(each -> names.contains(each.getKey()))
                .flatMap(each -> each.getValue().stream());
        return Stream.concat(used.stream(), onValues)
                .map(WordSpec::word)
                .flatMap(word -> Stream.of(word.programs()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether anything runs as another user than the one that logs in. */
    public boolean becomes() {
        return becomes;
    }
}
