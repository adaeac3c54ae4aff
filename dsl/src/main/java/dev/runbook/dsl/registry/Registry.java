package dev.runbook.dsl.registry;

import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.Word;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Every word that this installation knows. */
public final class Registry {
    private final Map<String, List<WordSpec>> plan = new TreeMap<>();
    private final Map<String, List<WordSpec>> step = new TreeMap<>();
    private final Map<Class<?>, Map<String, List<WordSpec>>> facades = new ConcurrentHashMap<>();
    private final Map<String, TargetKind> targets = new LinkedHashMap<>();
    private final Set<String> notYet = new TreeSet<>();

    /**
     * @param planWords classes with the words of the plan
     * @param stepWords classes with the words of steps, the core's and the plugins'
     * @param kinds     the kinds of targets
     */
    public Registry(Collection<Class<?>> planWords, Collection<Class<?>> stepWords, Collection<TargetKind> kinds) {
        planWords.forEach(type -> collect(Level.PLAN, type, plan));
        stepWords.forEach(type -> collect(Level.STEP, type, step));
        kinds.forEach(kind -> targets.put(kind.name(), kind));
    }

    /** Names of the language that this version does not know yet: refused by name, never ignored. */
    public Registry without(Collection<String> names) {
        notYet.addAll(names);
        return this;
    }

    public List<WordSpec> plan(String name) {
        return plan.getOrDefault(name, List.of());
    }

    public List<WordSpec> step(String name) {
        return step.getOrDefault(name, List.of());
    }

    public Set<String> planNames() {
        return plan.keySet();
    }

    public Set<String> stepNames() {
        return step.keySet();
    }

    public boolean isNotYet(String name) {
        return notYet.contains(name);
    }

    public Collection<TargetKind> targetKinds() {
        return targets.values();
    }

    public static boolean isFacade(Class<?> type) {
        return type.isAnnotationPresent(Facade.class);
    }

    /** The words on a value of this type, by name. */
    public Map<String, List<WordSpec>> facade(Class<?> type) {
        return facades.computeIfAbsent(type, each -> {
            Map<String, List<WordSpec>> words = new TreeMap<>();
            collect(Level.FACADE, each, words);
            return words;
        });
    }

    /** Whether a value that some word gives has a method, or word, of this name. */
    public boolean isOnValues(String name) {
        return values().stream()
                .anyMatch(type -> isFacade(type)
                        ? facade(type).containsKey(name)
                        : Arrays.stream(type.getMethods())
                                .anyMatch(method -> method.getName().equals(name)));
    }

    /** The types of what words give, those of words on values among them. */
    private Set<Class<?>> values() {
        Set<Class<?>> found = new LinkedHashSet<>();
        step.values().forEach(same -> same.forEach(word -> values(word, found)));
        return found;
    }

    private void values(WordSpec word, Set<Class<?>> found) {
        for (Class<?> type : List.of(
                word.word().yields(), word.method().getReturnType(), word.word().delegate())) {
            if (type != Object.class && found.add(type) && isFacade(type)) {
                facade(type).values().forEach(same -> same.forEach(inner -> values(inner, found)));
            }
        }
    }

    private static void collect(Level level, Class<?> type, Map<String, List<WordSpec>> into) {
        Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Word.class))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                .forEach(method -> into.computeIfAbsent(method.getName(), name -> new ArrayList<>())
                        .add(WordSpec.of(level, method)));
    }
}
