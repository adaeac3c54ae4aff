package dev.runbook.dsl.script;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.CurrentStep;
import groovy.lang.Script;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What every compiled runbook extends: a call that is no helper of its own is a word, of the step that runs or of the plan being built. */
public abstract class RunbookScript extends Script {
    /** How the name of every class of a script begins. */
    public static final String PREFIX = "runbook_";

    static {
        BodyMetaClass.install();
    }

    private final Set<String> helpers = Arrays.stream(getClass().getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .collect(Collectors.toSet());
    private Surroundings surroundings;

    /** Must be called before {@link #run()}. */
    public void surround(Surroundings given) {
        this.surroundings = given;
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] array = Dispatch.array(arguments);
        if (isHelper(name)) {
            return getMetaClass().invokeMethod(this, name, array);
        }
        Optional<Object> receiver = receiver();
        List<WordSpec> words = words(name);
        if (words.isEmpty() || receiver.isEmpty()) {
            Optional<RunbookScript> helper = surroundings.helper(name);
            if (helper.isPresent()) {
                return helper.get().invokeMethod(name, array);
            }
            throw unknown(name);
        }
        return Dispatch.call(name, words, receiver.get(), array);
    }

    @Override
    public Object getProperty(String name) {
        Object own = surroundings == null ? null : surroundings.property(name);
        if (own != null) {
            return own;
        }
        List<WordSpec> words = words(name);
        if (words.stream().anyMatch(WordSpec::isProperty) && receiver().isPresent()) {
            return Dispatch.call(name, words, receiver().get(), new Object[0]);
        }
        return super.getProperty(name);
    }

    private List<WordSpec> words(String name) {
        Registry registry = surroundings.registry();
        return inStep() ? registry.step(name) : registry.plan(name);
    }

    private Optional<Object> receiver() {
        return inStep() ? CurrentStep.get().map(Object.class::cast) : surroundings.plan();
    }

    private static boolean inStep() {
        return CurrentStep.get().isPresent();
    }

    /** Whether this script defines a method of that name. */
    public boolean isHelper(String name) {
        return helpers.contains(name);
    }

    /** Whether a call of that name is a word's, here and now. */
    boolean hasWord(String name) {
        return !isHelper(name) && !words(name).isEmpty();
    }

    private RunbookException unknown(String name) {
        Registry registry = surroundings.registry();
        if (registry.isNotYet(name)) {
            return RunbookException.invalid("'" + name + "' is not available in this version");
        }
        if (inStep() && !registry.plan(name).isEmpty()) {
            return RunbookException.invalid("'" + name + "' belongs at the top level, not in a step body");
        }
        if (!inStep() && !registry.step(name).isEmpty()) {
            return RunbookException.invalid("'" + name + "' belongs in a step body");
        }
        List<String> known = new ArrayList<>(inStep() ? registry.stepNames() : registry.planNames());
        return RunbookException.invalid("unknown word '" + name + "'" + Suggestion.near(name, known));
    }
}
