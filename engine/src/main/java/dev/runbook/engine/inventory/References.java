package dev.runbook.engine.inventory;

import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.Suggestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Checks the names of hosts that other entries refer to. */
final class References {
    private final Problems problems;
    private final Map<String, Map<String, Target>> targets;
    private final Map<String, Target> hosts;

    References(Problems problems, Map<String, Map<String, Target>> targets) {
        this.problems = problems;
        this.targets = targets;
        this.hosts = targets.get(Keys.HOST);
    }

    void check() {
        for (Map<String, Target> named : targets.values()) {
            named.values().forEach(target -> known(target, "via"));
        }
        hosts.values().forEach(host -> known(host, "jump"));
        hosts.values().forEach(this::circle);
    }

    private void known(Target target, String key) {
        target.spec()
                .text(key)
                .filter(name -> !hosts.containsKey(name))
                .ifPresent(name -> problems.add(
                        target.line(key),
                        "'" + key + "' of " + target.spec().label() + " names the unknown host '" + name + "'"
                                + suggestion(name, hosts.keySet())));
    }

    private void circle(Target host) {
        Set<String> passed = new HashSet<>();
        String start = host.spec().name();
        String next = start;
        while (next != null && passed.add(next)) {
            next = hosts.containsKey(next) ? hosts.get(next).spec().text("jump").orElse(null) : null;
        }
        if (start.equals(next)) {
            problems.add(host.line("jump"), "'jump' of " + host.spec().label() + " leads back to it");
        }
    }

    /** Checks the members of a group. */
    static void group(Problems problems, String group, Entry entry, List<Node> members, Collection<String> hosts) {
        Set<String> seen = new HashSet<>();
        for (Node member : members) {
            String name = member instanceof ScalarNode scalar ? scalar.getValue() : Nodes.describe(member);
            if (!hosts.contains(name)) {
                problems.add(
                        Nodes.line(member),
                        "group '" + group + "' names the unknown host '" + name + "'" + suggestion(name, hosts));
            } else if (!seen.add(name)) {
                problems.add(Nodes.line(member), "group '" + group + "' names the host '" + name + "' twice");
            }
        }
        if (members.isEmpty() && Nodes.describe(entry.value()).equals("a list")) {
            problems.add(entry.line(), "group '" + group + "' has no hosts");
        }
    }

    static String suggestion(String name, Collection<String> known) {
        String near = Suggestion.near(name, known);
        if (!near.isEmpty()) {
            return near;
        }
        return known.isEmpty() ? "; there are none" : "; known: " + String.join(", ", known);
    }
}
