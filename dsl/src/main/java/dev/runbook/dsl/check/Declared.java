package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** What the scripts declare, wherever they do: parameters, secrets, targets, helpers, local names. */
final class Declared {
    private final Map<String, Parameter> params = new TreeMap<>();
    private final Set<String> secrets = new TreeSet<>();
    private final Map<String, Map<String, String>> targets = new LinkedHashMap<>();
    private final Set<String> openKinds = new HashSet<>();
    private final Map<String, List<Helper>> helpers = new TreeMap<>();
    private final Map<ScriptFile, Map<String, List<Variable>>> variables = new HashMap<>();
    private final Set<String> reassigned = new HashSet<>();
    private final Map<MethodCallExpression, ScriptFile> included = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> filled = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Set<String>> handed = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private boolean openParams;
    private boolean openSecrets;

    /** A parameter, with its type where that is a literal. */
    record Parameter(Class<?> type, ScriptFile file, int line) {}

    /**
     * A local name.
     *
     * @param step the name of the step whose handle it is, {@code STEP} where that is no literal, or null
     */
    record Variable(int line, int lastLine, String step) {}

    void param(String name, Parameter parameter) {
        params.putIfAbsent(name, parameter);
    }

    void secret(String name) {
        secrets.add(name);
    }

    /** A parameter or secret whose name is not a literal: from now on, any may exist. */
    void open(String word) {
        openParams |= word.equals("param");
        openSecrets |= word.equals("secret");
    }

    void target(String kind, String name, String access) {
        targets.computeIfAbsent(kind, each -> new TreeMap<>()).put(name, access);
    }

    void openKind(String kind) {
        openKinds.add(kind);
    }

    void helper(Helper helper) {
        helpers.computeIfAbsent(helper.name(), each -> new ArrayList<>()).add(helper);
    }

    void variable(ScriptFile file, String name, Variable variable) {
        variables
                .computeIfAbsent(file, each -> new HashMap<>())
                .computeIfAbsent(name, each -> new ArrayList<>())
                .add(variable);
    }

    void reassigned(String name) {
        reassigned.add(name);
    }

    /** A name that is given something that is no literal after its declaration. */
    void changed(String name) {
        changed.add(name);
    }

    boolean isChanged(String name) {
        return changed.contains(name);
    }

    void included(MethodCallExpression call, ScriptFile file) {
        included.put(call, file);
    }

    /** A class that is refused where the script declares or imports it: its uses need no more words. */
    void refused(String className) {
        refused.add(className.substring(className.lastIndexOf('.') + 1));
    }

    boolean isRefused(String className) {
        return refused.contains(className);
    }

    Map<String, Parameter> params() {
        return params;
    }

    Set<String> secrets() {
        return secrets;
    }

    boolean knowsParam(String name) {
        return openParams || params.containsKey(name);
    }

    boolean knowsSecret(String name) {
        return openSecrets || secrets.contains(name);
    }

    boolean knowsTarget(String kind, String name) {
        return openKinds.contains(kind) || targets(kind).containsKey(name);
    }

    /** The names of a kind, with their access. */
    Map<String, String> targets(String kind) {
        return targets.getOrDefault(kind, Map.of());
    }

    Set<String> kindsOf(String name) {
        Set<String> kinds = new TreeSet<>();
        targets.forEach((kind, names) -> {
            if (names.containsKey(name)) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    boolean readOnly(Type.TargetRef target) {
        return target != null && "read".equals(targets(target.kind()).get(target.name()));
    }

    List<Helper> helpers(String name) {
        return helpers.getOrDefault(name, List.of());
    }

    Map<String, List<Helper>> helpers() {
        return helpers;
    }

    List<Variable> variables(ScriptFile file, String name) {
        return variables.getOrDefault(file, Map.of()).getOrDefault(name, List.of());
    }

    /** A name, of a variable or a key, under which the script puts something into a map later. */
    void filled(String name) {
        filled.add(name);
    }

    /** The variable is given to something of this name, which may be a helper. */
    void handedTo(String called, String variable) {
        handed.computeIfAbsent(variable, each -> new HashSet<>()).add(called);
    }

    boolean isFilled(String name) {
        return filled.contains(name)
                || handed.getOrDefault(name, Set.of()).stream().anyMatch(helpers::containsKey);
    }

    /** A key that the script writes into a map: what is under it may be a closure. */
    void key(String name) {
        keys.add(name);
    }

    boolean isKey(String name) {
        return keys.contains(name);
    }

    boolean isReassigned(String name) {
        return reassigned.contains(name);
    }

    ScriptFile included(MethodCallExpression call) {
        return included.get(call);
    }
}
