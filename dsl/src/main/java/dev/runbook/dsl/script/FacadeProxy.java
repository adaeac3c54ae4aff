package dev.runbook.dsl.script;

import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.Facade;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import java.util.List;
import java.util.Map;

/** A facade as a script sees it: only its words can be called, and they get their arguments as top-level words do. */
public final class FacadeProxy extends GroovyObjectSupport {
    private final Object facade;

    public FacadeProxy(Object facade) {
        this.facade = facade;
    }

    public Object facade() {
        return facade;
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        List<WordSpec> words = words().get(name);
        if (words == null) {
            throw new MissingMethodException(name, facade.getClass(), Dispatch.array(arguments));
        }
        return Dispatch.call(label() + "." + name, words, facade, Dispatch.array(arguments));
    }

    @Override
    public Object getProperty(String name) {
        List<WordSpec> words = words().get(name);
        if (words == null || words.stream().noneMatch(WordSpec::isProperty)) {
            throw new MissingPropertyException(name, facade.getClass());
        }
        return Dispatch.call(label() + "." + name, words, facade, new Object[0]);
    }

    /** For a call that reached nothing: what was meant. */
    public RunbookException unknown(String name) {
        return RunbookException.invalid(
                label() + " has no word '" + name + "'" + Suggestion.near(name, words().keySet()));
    }

    private Map<String, List<WordSpec>> words() {
        return FacadeWords.of(facade.getClass());
    }

    private String label() {
        return facade.getClass().getAnnotation(Facade.class).value();
    }

    @Override
    public String toString() {
        return label();
    }
}
