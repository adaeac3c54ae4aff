package dev.runbook.dsl.registry;

import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.TargetKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Every word that this installation knows. */
public final class Registry {
    private final WordTable plan;
    private final WordTable step;
    private final Map<Class<?>, Map<String, List<WordSpec>>> facades = new ConcurrentHashMap<>();
    private final Map<String, TargetKind> targets = new LinkedHashMap<>();
    private final Set<String> notYet = new TreeSet<>();

    /**
     * @param planWords classes with the words of the plan
     * @param stepWords classes with the words of steps, the core's and the plugins'
     * @param kinds     the kinds of targets
     */
    public Registry(Collection<Class<?>> planWords, Collection<Class<?>> stepWords, Collection<TargetKind> kinds) {
        this.plan = new WordTable(Level.PLAN, planWords);
        this.step = new WordTable(Level.STEP, stepWords);
        kinds.forEach(kind -> targets.put(kind.name(), kind));
    }

    /** Names of the language that this version does not know yet: refused by name, never ignored. */
    public Registry without(Collection<String> names) {
        notYet.addAll(names);
        return this;
    }

    public List<WordSpec> plan(String name) {
        return plan.get(name);
    }

    public List<WordSpec> step(String name) {
        return step.get(name);
    }

    public Set<String> planNames() {
        return plan.names();
    }

    public Set<String> stepNames() {
        return step.names();
    }

    /** Whether it is a word of plans or of steps. */
    public boolean isWord(String name) {
        return !step(name).isEmpty() || !plan(name).isEmpty();
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
        return facades.computeIfAbsent(type, each -> new WordTable(Level.FACADE, List.of(each)).all());
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
        step.all().values().forEach(same -> same.forEach(word -> values(word, found)));
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
}
