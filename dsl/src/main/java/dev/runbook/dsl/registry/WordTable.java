package dev.runbook.dsl.registry;

import dev.runbook.engine.spi.Word;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The words of some classes, by name. What the annotations of a word say is read when somebody asks for that word: most scripts use few of them. */
final class WordTable {
    private final Level level;
    private final Map<String, List<Method>> methods = new TreeMap<>();
    private final Map<String, List<WordSpec>> words = new ConcurrentHashMap<>();
    private Map<String, List<WordSpec>> all;

    WordTable(Level level, Collection<Class<?>> types) {
        this.level = level;
        for (Class<?> type : types) {
            Method[] all = type.getMethods();
            Arrays.sort(all, Comparator.comparingInt(Method::getParameterCount));
            for (Method method : all) {
                methods.computeIfAbsent(method.getName(), name -> new ArrayList<>())
                        .add(method);
            }
        }
    }

    /** The ways to call the word; none where there is no such word. */
    List<WordSpec> get(String name) {
        return methods.containsKey(name) ? words.computeIfAbsent(name, this::read) : List.of();
    }

    private List<WordSpec> read(String name) {
        return methods.get(name).stream()
                .filter(method -> method.isAnnotationPresent(Word.class))
                .map(method -> WordSpec.of(level, method))
                .toList();
    }

    /** Every word with the ways to call it, in the order of the names. */
    synchronized Map<String, List<WordSpec>> all() {
        if (all == null) {
            Map<String, List<WordSpec>> found = new TreeMap<>();
            methods.keySet().forEach(name -> found.put(name, get(name)));
            found.values().removeIf(List::isEmpty);
            all = Collections.unmodifiableMap(found);
        }
        return all;
    }

    Set<String> names() {
        return all().keySet();
    }
}
