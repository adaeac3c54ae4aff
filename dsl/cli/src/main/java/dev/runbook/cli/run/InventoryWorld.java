package dev.runbook.cli.run;

import dev.runbook.engine.inventory.Environment;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.model.TargetDeclaration;
import dev.runbook.engine.run.Masker;
import dev.runbook.engine.run.World;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import dev.runbook.engine.spi.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The targets of a run as its inventory says. */
final class InventoryWorld implements World {
    private static final String SSH = "ssh";

    private final Opened opened;
    private final RunInfo run;
    private final Timekeeper time;
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    InventoryWorld(Opened opened, RunInfo run, Timekeeper time) {
        this.opened = opened;
        this.run = run;
        this.time = time;
    }

    @Override
    public RunInfo run() {
        return run;
    }

    @Override
    public TargetSpec target(String kind, String name) {
        TargetDeclaration found = null;
        for (TargetDeclaration each : opened.plan().targets()) {
            if (each.kind().equals(kind) && each.name().equals(name)) {
                found = each;
                break;
            }
        }
        if (found == null && isGrouped(kind, name)) {
            return environment(kind, name).target(kind, name);
        }
        if (found == null) {
            List<String> names = opened.plan().targets().stream()
                    .filter(each -> each.kind().equals(kind))
                    .map(TargetDeclaration::name)
                    .toList();
            throw RunbookException.invalid(
                    kind + " '" + name + "' is not declared in targets" + Suggestion.near(name, names));
        }
        return opened.environment() == null
                ? new TargetSpec(kind, name, Map.of(), "?", found.access())
                : environment(kind, name).target(found);
    }

    /** A host of a group need not be declared by name. */
    private boolean isGrouped(String kind, String name) {
        return kind.equals("host")
                && opened.environment() != null
                && opened.environment().groups().values().stream().anyMatch(hosts -> hosts.contains(name));
    }

    @Override
    public List<String> group(String name) {
        Map<String, List<String>> groups =
                opened.environment() == null ? Map.of() : opened.environment().groups();
        List<String> hosts = groups.getOrDefault(name, List.of());
        if (hosts.isEmpty()) {
            throw RunbookException.invalid("the inventory has no group '" + name + "' with hosts in it"
                    + Suggestion.near(name, groups.keySet()));
        }
        return hosts;
    }

    @Override
    public Link open(String host) {
        Link known = links.get(host);
        if (known != null) {
            return known;
        }
        TargetSpec spec = environment("host", host).target("host", host);
        String wanted = spec.text("transport").orElse(SSH);
        Transport transport = opened.plugins().transports().stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> RunbookException.invalid(spec.where() + ": there is no transport '" + wanted + "'"));
        Link link = transport.link(spec, this::open);
        Link earlier = links.putIfAbsent(host, link);
        return earlier == null ? link : earlier;
    }

    private Environment environment(String kind, String name) {
        if (opened.environment() == null) {
            throw RunbookException.invalid("there is no inventory that says where " + kind + " '" + name + "' is");
        }
        return opened.environment();
    }

    @Override
    public Timekeeper time() {
        return time;
    }

    @Override
    public Masker masker() {
        return opened.masker();
    }
}
