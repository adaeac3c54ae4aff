package dev.runbook.cli.reference;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Facade;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The words of a registry in the order in which people read them: those of the plan, those of steps, and those on values. */
final class Vocabulary {
    private final Registry registry;
    private final Map<String, Class<?>> facades = new LinkedHashMap<>();

    Vocabulary(Registry registry) {
        this.registry = registry;
        planWords().forEach(this::findFacades);
        stepWords().forEach(this::findFacades);
    }

    private void findFacades(WordSpec word) {
        for (Class<?> type : List.of(word.word().yields(), word.word().delegate())) {
            if (Registry.isFacade(type)
                    && facades.putIfAbsent(type.getAnnotation(Facade.class).value(), type) == null) {
                words(type).forEach(this::findFacades);
            }
        }
    }

    List<WordSpec> planWords() {
        return flat(registry.planNames().stream().map(registry::plan));
    }

    List<WordSpec> stepWords() {
        return flat(registry.stepNames().stream().map(registry::step));
    }

    /** Values with words of their own, by the name that the reference gives them: {@code sql(…)}. */
    Map<String, Class<?>> facades() {
        return facades;
    }

    List<WordSpec> words(Class<?> facade) {
        return flat(registry.facade(facade).values().stream());
    }

    private static List<WordSpec> flat(Stream<List<WordSpec>> words) {
        return words.flatMap(Collection::stream).toList();
    }
}
