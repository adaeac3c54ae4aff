package dev.runbook.plugins.aws.dns;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import dev.runbook.plugins.aws.account.Shown;
import java.time.Duration;
import java.util.Map;

/** What {@code aws(NAME).route53} gives. */
@Facade("aws(…).route53")
public final class Route53Words {
    private static final String SHAPE =
            "[zone: its id, name:, type:, set: (null unless the record is one of several), ttl: in seconds, values: [texts], alias: null or [zone:, name:, evaluateHealth:], routing: what else it says]";
    private static final String ZONE = "the hosted zone: its name, 'example.org', or its id, 'Z0123…'";
    private static final String PRIVATE = "true: the private zone of that name; a public one unless said";
    private static final String TYPE = "of the record: 'A', 'AAAA', 'CNAME', 'TXT', 'MX', …; 'A' unless said";
    private static final String SET =
            "the set identifier, where several records have one name and type (weighted, by region, …)";
    private static final String TIMEOUT = "how long to wait until all of Amazon's name servers know; 10m unless said";

    private final Account account;

    public Route53Words(Account account) {
        this.account = account;
    }

    @Word(
            value = "Reads a record: " + SHAPE
                    + "; null where there is none. This is what the zone says; what a resolver says is dns(NAME).",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "zone", required = true, about = ZONE)
    @Option(name = "type", about = TYPE)
    @Option(name = "set", about = SET)
    @Option(name = "private", type = Boolean.class, about = PRIVATE)
    public Object record(Map<String, Object> options, Text name) {
        Options given = new Options("aws.route53.record", options);
        return account.reads(
                given.word(),
                what("", name, options),
                calls -> {
                    Records records = new Records(calls);
                    RecordName record = records.named(given, name);
                    return records.find(record)
                            .map(found -> RecordData.of(record.zone(), found))
                            .orElse(null);
                },
                name,
                options);
    }

    @Word(
            value =
                    "Makes a record say this, whatever it said before, and waits until all of Amazon's name servers know it. Gives the record as it was before this step, for .undo { was -> aws(…).route53.putBack(was) }: as record gives it, "
                            + "and with absent: true and no values where there was none. What it was is on the disk before the change, and not taken again when the step is repeated. "
                            + "What belongs to a record of several (weight, region, health check) stays as it is.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "zone", required = true, about = ZONE)
    @Option(name = "type", about = TYPE)
    @Option(
            name = "values",
            about =
                    "what it says from now on: one text or a list, as in a zone file: '192.0.2.7', '10 mail.example.org.'; texts of TXT are put into quotes where they have none")
    @Option(
            name = "alias",
            type = Map.class,
            about =
                    "instead of values: for a load balancer or the like: [zone: the id of its zone, name: its DNS name, evaluateHealth: false]")
    @Option(
            name = "ttl",
            type = Duration.class,
            about = "how long resolvers may keep it; as before unless said, 300s for a new one")
    @Option(name = "set", about = SET)
    @Option(name = "private", type = Boolean.class, about = PRIVATE)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object upsert(Map<String, Object> options, Text name) {
        Options given = new Options("aws.route53.upsert", options);
        if (given.has("values") == given.has("alias")) {
            throw RunbookException.invalid(given.word() + ": expected either values: or alias:, found "
                    + (given.has("alias") ? "both" : "none") + ".");
        }
        return account.writes(
                given.word(),
                what("UPSERT ", name, options),
                calls -> new RecordChange(calls, given).upsert(name),
                name,
                options);
    }

    @Word(
            value =
                    "Changes only how long resolvers may keep a record, ahead of the move: its values stay. Waits until all of Amazon's name servers know; resolvers keep the old one as long as it said (ttl: of what this gives). "
                            + "Gives the record as it was before this step, for putBack. A record that is not there, or an alias, which has no time of its own, is an error.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "zone", required = true, about = ZONE)
    @Option(name = "type", about = TYPE)
    @Option(name = "to", type = Duration.class, required = true, about = "the new time: '60s'")
    @Option(name = "set", about = SET)
    @Option(name = "private", type = Boolean.class, about = PRIVATE)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object ttl(Map<String, Object> options, Text name) {
        Options given = new Options("aws.route53.ttl", options);
        return account.writes(
                given.word(),
                what("TTL ", name, options),
                calls -> new RecordChange(calls, given).ttl(name),
                name,
                options);
    }

    @Word(
            value =
                    "Puts a record back to what upsert or ttl gave: also removes it where there was none. With null, as in the undo of a step that failed half-way, everything that upsert and ttl of this step changed is put back; "
                            + "where they changed nothing, nothing is. Waits until all of Amazon's name servers know. Gives null.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Void.class)
    public Object putBack(Object was) {
        // Without options: a map alone would be taken for them.
        Options none = new Options("aws.route53.putBack", Map.of());
        return account.writes(
                none.word(),
                was instanceof Map<?, ?> record
                        ? record.get("type") + " " + record.get("name")
                        : "what this step changed",
                calls -> new RecordChange(calls, none).putBack(was),
                was);
    }

    private static String what(String verb, Text name, Map<String, Object> options) {
        return verb + options.getOrDefault("type", "A") + " " + name.show() + Shown.options(options, "timeout", "type");
    }
}
