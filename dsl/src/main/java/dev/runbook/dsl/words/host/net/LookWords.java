package dev.runbook.dsl.words.host.net;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Versions, space, names and ports. */
public final class LookWords {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int HIGHEST_PORT = 65_535;

    private LookWords() {}

    @Word(
            value =
                    "The first version in a text, to be compared number by number with another: 2.10 > 2.9, and 3.1 == 3.1.0; or with a text that holds one: version(x) == '2.29'. A text without a number is an error.",
            yields = Version.class)
    public static Object version(StepScope scope, Object text) {
        if (Text.pendingIn(text)) {
            return new Pending("version in " + Payload.shown(text));
        }
        if (text == null) {
            throw new EffectFailed("version(…): expected a text with a version, found null");
        }
        if (Text.secretIn(text)) {
            throw RunbookException.invalid("version(…): expected a text that is no secret");
        }
        return text instanceof Version ? text : Version.in(Payload.text(text));
    }

    @Word(
            value =
                    "Room on the host, in bytes: free and size of the file system that holds the path (df -Pk), used by what is under the path (du -sk, which is run when .used is asked for).",
            programs = "df",
            touches = Touches.READS,
            onHost = true,
            yields = Map.class,
            keys = {"free", "size", "used"})
    public static Object space(StepScope scope, Text path) {
        HostScript host = new HostScript(HostShell.here(scope, "space"), "space " + path.show());
        String what = "df -Pk " + (path.values().isEmpty() ? Quote.shown(path.show()) : path.show());
        return scope.perform(Effect.reads("space", host.host(), what, () -> Space.of(scope, host, path.plain()))
                .needing(path));
    }

    @Word(
            value =
                    "The records of a name, asked anew each time: a map from type to a sorted list, as in dns('chat.example.org').A. Without from: the name servers of this machine are asked, "
                            + "and its hosts file for addresses they do not know. A name that does not exist, or no answer, is an error.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "types", about = "types of records; ['A', 'AAAA', 'CNAME'] unless said")
    @Option(
            name = "from",
            about =
                    "name servers to ask instead, in this order until one answers: '1.1.1.1', or a list; a port after a colon")
    public static Object dns(StepScope scope, Map<String, Object> options, Text name) {
        Given given = new Given("dns", options);
        List<String> types = given.has("types") ? given.texts("types") : List.of("A", "AAAA", "CNAME");
        List<String> servers = given.texts("from");
        String what = name.show() + " " + String.join(",", types)
                + (servers.isEmpty() ? "" : " from " + String.join(", ", servers));
        return scope.perform(Effect.reads("dns", null, what, () -> Dns.records(name.plain(), types, servers))
                .needing(name));
    }

    @Word(
            value =
                    "Whether a TCP port accepts connections: true or false. Inside onHost it is asked from that host. A name that does not resolve counts as not reachable.",
            touches = Touches.READS,
            yields = Boolean.class)
    @Option(name = "timeout", type = Duration.class, about = "how long a connection may take; 5s unless said")
    public static Object tcp(StepScope scope, Map<String, Object> options, Text host, long port) {
        Duration timeout = new Given("tcp", options).duration("timeout", CONNECT);
        if (port < 1 || port > HIGHEST_PORT) {
            throw RunbookException.invalid("tcp: expected a port from 1 to 65535, found " + port);
        }
        HostShell from = scope.host() == null ? null : HostShell.here(scope, "tcp");
        return scope.perform(Effect.reads("tcp", from == null ? null : from.host(), host.show() + ":" + port, () -> {
                    Endpoint there = new Endpoint(host.plain(), (int) port);
                    return from == null ? Reach.fromHere(there, timeout) : Reach.from(from, there, timeout);
                })
                .needing(host));
    }
}
