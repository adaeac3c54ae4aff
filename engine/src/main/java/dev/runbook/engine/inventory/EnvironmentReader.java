package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one environment of the inventory. */
final class EnvironmentReader {
    private final Problems problems;
    private final Nodes nodes;
    private final EntryReader entries;
    private final SecretReader secrets;
    private final Installed installed;

    EnvironmentReader(Problems problems, Nodes nodes, EntryReader entries, SecretReader secrets, Installed installed) {
        this.problems = problems;
        this.nodes = nodes;
        this.entries = entries;
        this.secrets = secrets;
        this.installed = installed;
    }

    Environment read(Entry environment, Defaults everywhere) {
        String owner = "environment '" + environment.key() + "'";
        Map<String, Entry> keys = nodes.mapping(environment.value(), owner);
        List<String> known = installed.environmentKeys();
        keys.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .forEach(entry -> entries.unknown(entry, known, owner));
        Defaults nearer =
                Defaults.read(keys.get("defaults"), "the defaults of " + owner, installed.sections(), nodes, entries);
        Map<String, Map<String, Target>> targets = targets(keys, everywhere.under(nearer));
        Map<String, List<String>> groups = groups(keys.get("groups"), targets.get(Keys.HOST));
        new References(problems, targets).check();
        new SameServer(problems, installed, targets).check();
        boolean production = Optional.ofNullable(keys.get("production"))
                .flatMap(entry -> entries.flag(entry.value(), "'production' of " + owner))
                .map(Boolean.TRUE::equals)
                .orElse(false);
        String where = problems.where(environment.line());
        Environment.Contents contents = new Environment.Contents(
                params(keys.get("params")),
                specs(targets),
                groups,
                people(keys.get(Keys.PEOPLE), everywhere.under(nearer)));
        return new Environment(
                environment.key(), production, where, contents, declared(keys.get("secrets")), secrets.sources());
    }

    private Map<String, Entry> section(Entry section, String what) {
        return section == null ? Map.of() : nodes.mapping(section.value(), what);
    }

    private Map<String, Map<String, Target>> targets(Map<String, Entry> sections, Defaults defaults) {
        Map<String, Map<String, Target>> targets = new LinkedHashMap<>();
        Map<String, Target> hosts = new LinkedHashMap<>();
        section(sections.get(Keys.HOSTS), Keys.HOSTS)
                .values()
                .forEach(entry -> hosts.put(entry.key(), host(entry, defaults)));
        targets.put(Keys.HOST, hosts);
        for (TargetKind kind : installed.kinds()) {
            Map<String, Target> named = new LinkedHashMap<>();
            section(sections.get(kind.section()), kind.section())
                    .values()
                    .forEach(entry -> named.put(
                            entry.key(), target(kind.name(), kind.section(), entry, Keys.of(kind), defaults)));
            targets.put(kind.name(), named);
        }
        return targets;
    }

    private Target host(Entry entry, Defaults defaults) {
        Map<String, Object> all = defaults.sections().getOrDefault(Keys.HOSTS, Map.of());
        String fallback = String.valueOf(all.getOrDefault("transport", Keys.DEFAULT_TRANSPORT));
        Optional<ScalarNode> said = said(entry.value(), "transport");
        String name = said.map(ScalarNode::getValue).orElse(fallback);
        var transport = installed.transport(name);
        if (transport.isEmpty()) {
            int line = said.map(Nodes::line).orElse(entry.line());
            problems.add(
                    line,
                    "host '" + entry.key() + "' is reached by '" + name
                            + "', which is not installed; known transports: "
                            + String.join(", ", installed.transportNames()));
        }
        Map<String, Key> keys = Keys.ofHost(transport.map(List::of).orElse(installed.transports()));
        return target(Keys.HOST, Keys.HOSTS, entry, keys, defaults);
    }

    private static Optional<ScalarNode> said(Node entry, String key) {
        if (!(entry instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(tuple -> tuple.getValueNode() instanceof ScalarNode value ? value : null)
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private Target target(String kind, String section, Entry entry, Map<String, Key> keys, Defaults defaults) {
        String label = kind + " '" + entry.key() + "'";
        Map<String, Integer> lines = new LinkedHashMap<>();
        if (entry.value() instanceof MappingNode) {
            nodes.mapping(entry.value(), label).forEach((key, each) -> lines.put(key, each.line()));
        }
        Map<String, Object> values = defaults.complete(section, entries.read(entry.value(), keys, label), keys);
        required(keys, values, lines, entry.line(), label);
        TargetSpec spec = new TargetSpec(kind, entry.key(), values, problems.where(entry.line()), "write");
        return new Target(spec, entry.line(), lines);
    }

    /** A key that is there but wrong has been reported already. */
    private void required(
            Map<String, Key> keys, Map<String, Object> values, Map<String, Integer> lines, int line, String label) {
        keys.values().stream()
                .filter(key -> key.required() && !values.containsKey(key.name()) && !lines.containsKey(key.name()))
                .forEach(key -> problems.add(line, label + " needs '" + key.name() + "': " + key.about()));
    }

    private Map<String, List<String>> groups(Entry section, Map<String, Target> hosts) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        section(section, "groups").forEach((name, entry) -> {
            List<Node> members = nodes.list(entry.value(), "group '" + name + "'");
            groups.put(
                    name,
                    members.stream()
                            .map(node -> String.valueOf(Nodes.data(node)))
                            .toList());
            References.group(problems, name, entry, members, hosts.keySet());
        });
        return groups;
    }

    private Map<String, TargetSpec> people(Entry section, Defaults defaults) {
        Map<String, TargetSpec> people = new LinkedHashMap<>();
        Map<String, Key> keys = Keys.ofPeople(installed.notifiers());
        List<String> ways = installed.notifiers().stream().map(Notifier::name).toList();
        section(section, Keys.PEOPLE).forEach((name, entry) -> {
            TargetSpec person =
                    target(Keys.PEOPLE, Keys.PEOPLE, entry, keys, defaults).spec();
            if (ways.stream().noneMatch(person.values()::containsKey)) {
                problems.add(
                        entry.line(),
                        person.label() + " needs a way to be told"
                                + (ways.isEmpty() ? "; none is installed" : ": " + String.join(", ", ways)));
            }
            people.put(name, person);
        });
        return people;
    }

    private Map<String, Located> params(Entry section) {
        Map<String, Located> params = new LinkedHashMap<>();
        section(section, "params")
                .forEach((name, entry) ->
                        params.put(name, new Located(Nodes.data(entry.value()), problems.where(entry.line()))));
        return params;
    }

    private Map<String, SecretSource> declared(Entry section) {
        Map<String, SecretSource> declared = new LinkedHashMap<>();
        section(section, "secrets")
                .forEach((name, entry) -> secrets.read(entry.value(), name, "secret '" + name + "'")
                        .ifPresent(source -> declared.put(name, source)));
        return declared;
    }

    private static Map<String, Map<String, TargetSpec>> specs(Map<String, Map<String, Target>> targets) {
        Map<String, Map<String, TargetSpec>> specs = new LinkedHashMap<>();
        targets.forEach((kind, named) -> {
            Map<String, TargetSpec> byName = new LinkedHashMap<>();
            named.forEach((name, target) -> byName.put(name, target.spec()));
            specs.put(kind, byName);
        });
        return specs;
    }
}
