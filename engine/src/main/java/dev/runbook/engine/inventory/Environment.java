package dev.runbook.engine.inventory;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.SecretDeclaration;
import dev.runbook.engine.model.TargetDeclaration;
import dev.runbook.engine.spi.TargetSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One environment of the inventory: where its targets are, and what is particular to it. */
public final class Environment {
    /** What the sections hold. */
    record Contents(
            Map<String, Located> params,
            Map<String, Map<String, TargetSpec>> targets,
            Map<String, List<String>> groups,
            Map<String, TargetSpec> people) {}

    private final String name;
    private final boolean production;
    private final String where;
    private final Contents contents;
    private final Map<String, SecretSource> secrets;
    private final Map<Secret, SecretSource> sources;

    Environment(
            String name,
            boolean production,
            String where,
            Contents contents,
            Map<String, SecretSource> secrets,
            Map<Secret, SecretSource> sources) {
        this.name = name;
        this.production = production;
        this.where = where;
        this.contents = contents;
        this.secrets = Collections.unmodifiableMap(secrets);
        this.sources = sources;
    }

    public String name() {
        return name;
    }

    /** Whether {@code --yes} alone is not enough, and every question names the environment. */
    public boolean production() {
        return production;
    }

    /** {@code FILE:LINE} of the environment. */
    public String where() {
        return where;
    }

    public Map<String, Located> params() {
        return Collections.unmodifiableMap(contents.params());
    }

    /** The targets of a kind by their names, in the file's order. */
    public Map<String, TargetSpec> targets(String kind) {
        return Collections.unmodifiableMap(contents.targets().getOrDefault(kind, Map.of()));
    }

    public Optional<TargetSpec> find(String kind, String target) {
        return Optional.ofNullable(targets(kind).get(target));
    }

    /** The entry of a target; one that is not there is an error that lists those that are. */
    public TargetSpec target(String kind, String target) {
        return find(kind, target)
                .orElseThrow(() -> RunbookException.invalid(missing(
                        kind + " '" + target + "'", target, targets(kind).keySet())));
    }

    /** The entry of a declared target, with the access that the runbook declares. */
    public TargetSpec target(TargetDeclaration declared) {
        TargetSpec found = target(declared.kind(), declared.name());
        return new TargetSpec(found.kind(), found.name(), found.values(), found.where(), declared.access());
    }

    /** The names of hosts by group. */
    public Map<String, List<String>> groups() {
        return Collections.unmodifiableMap(contents.groups());
    }

    /** How people are told, by name. */
    public Map<String, TargetSpec> people() {
        return Collections.unmodifiableMap(contents.people());
    }

    /** Where the secrets of {@code secrets:} come from, by name. */
    public Map<String, SecretSource> secrets() {
        return secrets;
    }

    /** Where everything is, a line for each key: what somebody who approves a run relies on. Secrets are told by where they come from. */
    public List<String> lines() {
        EnvironmentLines lines = new EnvironmentLines(sources);
        lines.add("production", production);
        contents.targets()
                .forEach((kind, named) -> named.forEach((each, spec) -> lines.add(kind + " " + each, spec.values())));
        contents.groups().forEach((group, hosts) -> lines.add("group " + group, hosts));
        secrets.forEach((secret, source) -> lines.add("secret " + secret, source.secret()));
        return lines.lines();
    }

    /** What a runbook declares and this environment does not have: a line each, none where all is there. */
    public List<String> problems(Collection<TargetDeclaration> declared) {
        return declared.stream()
                .filter(each ->
                        !each.optional() && find(each.kind(), each.name()).isEmpty())
                .map(each -> each.where() + ": "
                        + missing(
                                each.kind() + " '" + each.name() + "'",
                                each.name(),
                                targets(each.kind()).keySet()))
                .toList();
    }

    /** The secrets that a runbook declares and this environment does not have: a line each. */
    public List<String> secretProblems(Collection<SecretDeclaration> declared) {
        return declared.stream()
                .filter(each -> !secrets.containsKey(each.name()))
                .map(each ->
                        each.where() + ": " + missing("secret '" + each.name() + "'", each.name(), secrets.keySet()))
                .toList();
    }

    /**
     * The secrets that a run needs before its first step: the declared ones that are not {@code late}, and those of the entries of the declared
     * targets, of the groups' hosts, of the hosts that lead to them, and of the people who are told.
     */
    public List<SecretSource> needed(
            Collection<SecretDeclaration> declared, Collection<TargetDeclaration> declaredTargets) {
        Set<SecretSource> needed = new LinkedHashSet<>();
        declared.stream()
                .filter(each -> !each.late() && secrets.containsKey(each.name()))
                .forEach(each -> needed.add(secrets.get(each.name())));
        reached(declaredTargets).forEach(spec -> collect(spec.values(), needed));
        contents.people().values().forEach(spec -> collect(spec.values(), needed));
        return new ArrayList<>(needed);
    }

    /** What a run may reach: the entries of the declared targets, of the groups' hosts, and of the hosts that lead to them. */
    public List<TargetSpec> reached(Collection<TargetDeclaration> declared) {
        Map<String, TargetSpec> entries = new LinkedHashMap<>();
        declared.forEach(each -> {
            if (find(each.kind(), each.name()).isPresent()) {
                withWay(target(each), entries);
            }
        });
        contents.groups()
                .values()
                .forEach(hosts ->
                        hosts.forEach(host -> find(Keys.HOST, host).ifPresent(spec -> withWay(spec, entries))));
        return new ArrayList<>(entries.values());
    }

    private void withWay(TargetSpec spec, Map<String, TargetSpec> entries) {
        if (entries.putIfAbsent(spec.label(), spec) == null) {
            spec.text("via").flatMap(host -> find(Keys.HOST, host)).ifPresent(host -> withWay(host, entries));
            spec.text("jump").flatMap(host -> find(Keys.HOST, host)).ifPresent(host -> withWay(host, entries));
        }
    }

    private void collect(Map<?, ?> values, Set<SecretSource> into) {
        for (Object value : values.values()) {
            if (value instanceof Secret secret && sources.containsKey(secret)) {
                into.add(sources.get(secret));
            } else if (value instanceof Map<?, ?> inner) {
                collect(inner, into);
            }
        }
    }

    private String missing(String what, String wanted, Collection<String> known) {
        return "environment '" + name + "' (" + where + ") has no " + what + References.suggestion(wanted, known);
    }
}
