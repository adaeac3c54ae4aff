package dev.runbook.plugins.aws.compute;

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

/** What {@code aws(NAME).ebs} gives. */
@Facade("aws(…).ebs")
public final class EbsWords {
    private static final String SHAPE =
            "[id:, name:, state:, gib:, type:, zone:, snapshot:, byId: the device's path on a Linux of today, whatever its device: says, attached: [[instance:, device:, state:]]]";
    private static final String TIMEOUT = "how long to wait; 15m unless said";
    private static final String INSTANCE = "its id, 'i-0123…', or its Name";
    private static final String TAGS = "further tags: [team: 'chat']";

    private final Account account;

    public EbsWords(Account account) {
        this.account = account;
    }

    @Word(value = "A volume as it is: " + SHAPE + ".", touches = Touches.READS, yields = Map.class)
    public Object describe(Text volume) {
        Options none = new Options("aws.ebs.describe", Map.of());
        return account.reads(
                none.word(),
                volume.show(),
                calls -> Volumes.data(new Volumes(calls, none).find(volume.plain())),
                volume);
    }

    @Word(
            value =
                    "Creates a volume, empty or of a snapshot, and waits until it can be used. A repeated step finds the volume that it made before; two alike in one step are one, so give them different names. Gives "
                            + SHAPE + ". Nothing deletes it again.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(
            name = "zone",
            about = "the availability zone, 'eu-central-1a'; it must be that of the machines that use it")
    @Option(name = "beside", about = "instead of zone: in that of an instance, " + INSTANCE)
    @Option(name = "gib", type = Integer.class, about = "how large, in GiB; with snapshot: as that unless said")
    @Option(name = "snapshot", about = "the id of the snapshot to make it of; an empty one unless said")
    @Option(name = "type", about = "'gp3' unless said")
    @Option(name = "iops", type = Integer.class, about = "for gp3, io1 and io2")
    @Option(name = "throughput", type = Integer.class, about = "for gp3, in MiB/s")
    @Option(name = "encrypted", type = Boolean.class, about = "as the account says unless said")
    @Option(name = "tags", type = Map.class, about = TAGS)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object create(Map<String, Object> options, Text name) {
        Options given = new Options("aws.ebs.create", options);
        if (given.has("zone") == given.has("beside")) {
            throw RunbookException.invalid(given.word() + ": expected either zone: or beside:");
        }
        if (!given.has("gib") && !given.has("snapshot")) {
            throw RunbookException.invalid(given.word() + ": expected gib:, snapshot:, or both");
        }
        return account.writes(
                given.word(),
                name.show() + Shown.options(options, "timeout"),
                calls -> new Volumes(calls, given).create(name.plain()),
                name,
                options);
    }

    @Word(
            value =
                    "Attaches a volume to a machine, and waits until it is; where it is so already, nothing is done. A volume that is attached to another machine, or here as another device, is an error, and nothing is done. Gives "
                            + SHAPE + ". It still must be mounted: byId: is where to find it.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "instance", required = true, about = INSTANCE)
    @Option(name = "device", required = true, about = "'/dev/sdf' to '/dev/sdp'")
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object attach(Map<String, Object> options, Text volume) {
        Options given = new Options("aws.ebs.attach", options);
        return account.writes(
                given.word(),
                volume.show() + " to " + options.get("instance") + " as " + options.get("device"),
                calls -> new Volumes(calls, given).attach(volume.plain()),
                volume,
                options);
    }

    @Word(
            value =
                    "Detaches a volume from the machine that is named, and waits until it is free; where it is free already, nothing is done. One that is attached to another machine is an error. Unmount it first: a mounted one never becomes free. Gives "
                            + SHAPE + ".",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "instance", required = true, about = INSTANCE)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object detach(Map<String, Object> options, Text volume) {
        Options given = new Options("aws.ebs.detach", options);
        return account.writes(
                given.word(),
                volume.show() + " from " + options.get("instance"),
                calls -> new Volumes(calls, given).detach(volume.plain()),
                volume,
                options);
    }

    @Word(
            value =
                    "Makes a snapshot of a volume, and waits until it is complete, with progress in percent. Of a mounted volume it is what a sudden loss of power would leave. A repeated step finds the snapshot that it began before. Gives [id:, volume:, gib:]. Nothing deletes it again.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class,
            keys = {"id", "volume", "gib"})
    @Option(
            name = "name",
            required = true,
            about = "its Name and description; two snapshots of one volume in one step need two")
    @Option(name = "tags", type = Map.class, about = TAGS)
    @Option(name = "timeout", type = Duration.class, about = "how long to wait; 12h unless said")
    public Object snapshot(Map<String, Object> options, Text volume) {
        Options given = new Options("aws.ebs.snapshot", options);
        return account.writes(
                given.word(),
                volume.show() + " as " + options.get("name"),
                calls -> new Snapshots(calls, given).make(volume.plain(), given.text("name")),
                volume,
                options);
    }
}
