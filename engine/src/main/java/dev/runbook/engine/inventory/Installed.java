package dev.runbook.engine.inventory;

import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this installation knows: the kinds of targets besides hosts, the ways to reach hosts, and the ways to tell people. */
record Installed(List<TargetKind> kinds, List<Transport> transports, List<Notifier> notifiers) {
    static Installed of(
            Collection<TargetKind> kinds, Collection<Transport> transports, Collection<Notifier> notifiers) {
        return new Installed(
                kinds.stream().filter(kind -> !kind.name().equals(Keys.HOST)).toList(),
                List.copyOf(transports),
                List.copyOf(notifiers));
    }

    Optional<Transport> transport(String name) {
        return transports.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    List<String> transportNames() {
        return transports.stream().map(Transport::name).sorted().toList();
    }

    /** The keys of each section's entries as far as they are known without looking at an entry. */
    Map<String, Map<String, Key>> sections() {
        Map<String, Map<String, Key>> sections = new LinkedHashMap<>();
        sections.put(Keys.HOSTS, Keys.ofHost(transports));
        kinds.forEach(kind -> sections.put(kind.section(), Keys.of(kind)));
        sections.put(Keys.PEOPLE, Keys.ofPeople(notifiers));
        return sections;
    }

    /** What an environment may hold. */
    List<String> environmentKeys() {
        List<String> keys = new ArrayList<>(List.of("production", "params", "defaults"));
        keys.addAll(sections().keySet());
        keys.remove(Keys.PEOPLE);
        keys.addAll(List.of("groups", Keys.PEOPLE, "secrets"));
        return keys;
    }
}
