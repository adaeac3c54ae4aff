package dev.runbook.dsl.plan;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.script.RunbookScript;
import dev.runbook.dsl.script.Surroundings;
import dev.runbook.engine.model.Parameter;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import groovy.lang.GroovyObjectSupport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one evaluation of a script has around it: the values of its parameters, its secrets, where it runs, and what compiling it found. */
public final class ScriptContext implements Surroundings {
    private final Registry registry;
    private final Given given;
    private final SourceFiles files;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Object> secrets = new LinkedHashMap<>();
    private final Map<String, BodyFacts> facts = new HashMap<>();
    private final List<RunbookScript> scripts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public ScriptContext(Registry registry, Given given, SourceFiles files) {
        this.registry = registry;
        this.given = given;
        this.files = files;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Object property(String name) {
        return switch (name) {
            case "params" -> new Named("params", params);
            case "secrets" -> new Named("secrets", secrets);
            case "environment" -> new EnvironmentView(given.environment(), given.production());
            case "run" -> new RunView();
            default -> null;
        };
    }

    @Override
    public Optional<Object> plan() {
        return PlanBuilder.current().map(Object.class::cast);
    }

    @Override
    public Optional<RunbookScript> helper(String name) {
        return scripts.stream().filter(script -> script.isHelper(name)).findFirst();
    }

    /** A script that is part of this evaluation: the runbook, or one that it includes. Its helpers are in reach of the others. */
    public void joined(RunbookScript script) {
        scripts.add(script);
    }

    SourceFiles files() {
        return files;
    }

    void parameter(Parameter parameter) {
        try {
            params.put(parameter.name(), ParameterValue.of(parameter, given));
        } catch (RunbookException wrong) {
            problems.add(wrong.getMessage());
            params.put(parameter.name(), new dev.runbook.dsl.pending.PendingValue("params." + parameter.name()));
        }
    }

    void secret(String name) {
        secrets.put(name, given.secret(name));
    }

    /** What compiling found out about the body at {@code FILE:LINE}. */
    BodyFacts facts(String where) {
        return facts.getOrDefault(where, BodyFacts.NONE);
    }

    public void learn(Map<String, BodyFacts> found) {
        facts.putAll(found);
    }

    /** The hash of a file beside the runbook, for the fingerprints of the steps that ship it. */
    String fileHash(String name) {
        return files.fileHash(name);
    }

    public Map<String, Object> params() {
        return params;
    }

    /** What is wrong with the parameters: missing, unknown, of the wrong type; all at once. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        given.names().stream()
                .filter(name -> !params.containsKey(name))
                .forEach(name -> all.add(given.where(name) + ": the runbook declares no param '" + name + "'"
                        + Suggestion.near(name, params.keySet())));
        return all;
    }

    /** {@code params} or {@code secrets}: values by declared names. */
    public static final class Named extends GroovyObjectSupport {
        private final String label;
        private final Map<String, Object> values;

        Named(String label, Map<String, Object> values) {
            this.label = label;
            this.values = values;
        }

        @Override
        public Object getProperty(String name) {
            if (!values.containsKey(name)) {
                Set<String> known = values.keySet();
                throw RunbookException.invalid(label + "." + name + " is not declared" + Suggestion.near(name, known));
            }
            return values.get(name);
        }

        /** It stands in evidence. */
        @Override
        public String toString() {
            return label;
        }

        @Override
        public void setProperty(String name, Object value) {
            throw RunbookException.invalid(label + "." + name + " cannot be changed by the script");
        }
    }
}
