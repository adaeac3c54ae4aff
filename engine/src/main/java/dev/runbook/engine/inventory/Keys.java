package dev.runbook.engine.inventory;

import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that an entry may have. */
final class Keys {
    /** The kind of target that every installation knows. */
    static final String HOST = "host";

    static final String HOSTS = "hosts";
    static final String PEOPLE = "people";
    static final String DEFAULT_TRANSPORT = "ssh";

    private static final Key SHARED =
            Key.of("shared", Boolean.class, "that several names reach this server, on purpose");
    private static final List<Key> OF_HOSTS = List.of(
            Key.of("address", String.class, "the host's name or IP address"),
            Key.of("port", Integer.class, "the port of its SSH server"),
            Key.of("user", String.class, "the user to log in as"),
            Key.of("key", Path.class, "the private key's file"),
            Key.of("knownHosts", Path.class, "the file with the host keys that are trusted"),
            Key.of("jump", String.class, "the host of this inventory to go through"),
            Key.of("become", String.class, "the command that runs another as another user: sudo"),
            Key.of("becomePassword", Secret.class, "the password that it asks for"),
            Key.of("is", String.class, "the machine's identity, which is checked"),
            Key.of("dir", String.class, "where commands and relative paths start"),
            Key.of("env", Map.class, "environment variables of commands"),
            Key.of("transport", String.class, "how it is reached: ssh unless said"),
            SHARED);
    private static final List<Key> OF_PEOPLE = List.of(
            Key.of("events", List.class, "what they are told; all but the actions of others unless said"),
            Key.of("ahead", Duration.class, "how long before a human action is due; 10m unless said"),
            Key.of("remind", Duration.class, "how often while people are waited for; 15m unless said"));

    private Keys() {}

    static Map<String, Key> ofHost(Collection<Transport> transports) {
        Map<String, Key> keys = byName(OF_HOSTS);
        transports.forEach(transport -> keys.putAll(byName(transport.keys())));
        return keys;
    }

    static Map<String, Key> of(TargetKind kind) {
        Map<String, Key> keys = byName(kind.keys());
        keys.putIfAbsent(SHARED.name(), SHARED);
        return keys;
    }

    static Map<String, Key> ofPeople(Collection<Notifier> notifiers) {
        Map<String, Key> keys = new LinkedHashMap<>();
        notifiers.forEach(notifier -> keys.putAll(byName(notifier.keys())));
        keys.putAll(byName(OF_PEOPLE));
        return keys;
    }

    private static Map<String, Key> byName(List<Key> keys) {
        Map<String, Key> byName = new LinkedHashMap<>();
        keys.forEach(key -> byName.put(key.name(), key));
        return byName;
    }
}
