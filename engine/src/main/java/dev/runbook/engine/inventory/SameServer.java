package dev.runbook.engine.inventory;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.TargetSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Refuses two names for one server, since a move from a server to itself destroys it. */
final class SameServer {
    private final Problems problems;
    private final Installed installed;
    private final Map<String, Map<String, Target>> targets;
    private final Map<String, String> serverOfHost = new HashMap<>();

    SameServer(Problems problems, Installed installed, Map<String, Map<String, Target>> targets) {
        this.problems = problems;
        this.installed = installed;
        this.targets = targets;
    }

    void check() {
        targets.get(Keys.HOST)
                .values()
                .forEach(host -> server(host)
                        .ifPresent(server -> serverOfHost.put(host.spec().name(), server)));
        targets.forEach((kind, named) -> {
            Map<String, Target> first = new LinkedHashMap<>();
            for (Target target : named.values()) {
                identity(target).ifPresent(server -> compare(first.putIfAbsent(server, target), target));
            }
        });
    }

    private void compare(Target before, Target target) {
        if (before != null && !(before.spec().flag("shared") && target.spec().flag("shared"))) {
            problems.add(
                    target.line(),
                    target.spec().label() + " reaches the same server as '"
                            + before.spec().name() + "' (line " + before.line()
                            + "); correct one of them, or say shared: true at both if that is meant");
        }
    }

    private Optional<String> identity(Target target) {
        TargetSpec spec = target.spec();
        if (spec.kind().equals(Keys.HOST)) {
            return Optional.ofNullable(serverOfHost.get(spec.name()));
        }
        // 127.0.0.1:6379 through one host is not 127.0.0.1:6379 through another.
        String way = spec.text("via")
                .map(host -> serverOfHost.getOrDefault(host, host))
                .orElse("");
        return spec.text("url").or(() -> spec.text("address")).map(address -> way + " " + address);
    }

    private Optional<String> server(Target host) {
        String transport = host.spec().text("transport").orElse(Keys.DEFAULT_TRANSPORT);
        try {
            return installed.transport(transport).map(each -> transport + " " + each.server(host.spec()));
        } catch (RunbookException unclear) {
            problems.add(host.line(), host.spec().label() + ": " + unclear.getMessage());
            return Optional.empty();
        }
    }
}
