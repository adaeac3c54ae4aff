package dev.runbook.plugins.aws.efs;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** What {@code aws(NAME).efs} gives. */
@Facade("aws(…).efs")
public final class EfsWords {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final String TIMEOUT = "how long to wait until it is available again; 30m unless said";

    private final Account account;

    public EfsWords(Account account) {
        this.account = account;
    }

    @Word(
            value =
                    "A file system as Amazon sees it: [id:, mode: 'bursting', 'elastic' or 'provisioned', mibps: (null unless provisioned), name:, state:, bytes: metered, at: when they were, which may be hours ago]. For a count of files use the host that mounts it.",
            touches = Touches.READS,
            yields = Map.class)
    public Object facts(Text id) {
        return account.reads("aws.efs.facts", id.show(), calls -> new FileSystems(calls).facts(id.plain()), id);
    }

    @Word(
            value =
                    "Changes how fast a file system may be, before a large import, and waits until it is available. Gives the speed before this step, [id:, mode:, mibps:], for putBack in the undo or in temporarily; it is on the disk before the change. Amazon refuses to lower it again, "
                            + "or to leave provisioned, within 24 hours: then the step fails with its words.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class,
            keys = {"id", "mode", "mibps"})
    @Option(
            name = "mode",
            required = true,
            choices = {"bursting", "elastic", "provisioned"},
            about = "the throughput mode")
    @Option(name = "mibps", type = Number.class, about = "with mode: 'provisioned': in MiB/s, 1 to 3414")
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object throughput(Map<String, Object> options, Text id) {
        Options given = new Options("aws.efs.throughput", options);
        Object mibps = options.get("mibps");
        if (FileSystems.PROVISIONED.equals(String.valueOf(options.get("mode"))) != (mibps != null)) {
            throw RunbookException.invalid(
                    given.word() + ": expected mibps: with mode: 'provisioned', and with no other, found "
                            + new java.util.TreeMap<>(options));
        }
        return account.writes(
                given.word(),
                id.show() + " " + options.get("mode") + (mibps == null ? "" : " " + mibps + " MiB/s"),
                calls -> new FileSystems(calls)
                        .change(
                                id.plain(),
                                given.text("mode"),
                                mibps == null ? null : new BigDecimal(mibps.toString()).doubleValue(),
                                given.duration("timeout", LONG)),
                id,
                options);
    }

    @Word(
            value =
                    "Gives a file system the speed back that throughput gave, and waits until it is available; with null, as in the undo of a step that failed half-way, each that throughput of this step changed. Gives null.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Void.class)
    public Object putBack(Object was) {
        // Without options: a map alone would be taken for them.
        String word = "aws.efs.putBack";
        return account.writes(
                word,
                was == null ? "what this step changed" : String.valueOf(was),
                calls -> {
                    new FileSystems(calls).putBack(was, LONG);
                    return null;
                },
                was);
    }
}
