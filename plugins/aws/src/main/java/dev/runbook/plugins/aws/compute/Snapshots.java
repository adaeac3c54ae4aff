package dev.runbook.plugins.aws.compute;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Token;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Snapshots of volumes. Their making takes no token, so the mark stands in a tag, which is looked for before one is made. */
final class Snapshots {
    private static final Duration TIMEOUT = Duration.ofHours(12);
    private static final Duration SEEN = Duration.ofSeconds(20);
    private static final int PERCENT = 100;

    private final Calls calls;
    private final Ec2Client client;
    private final Options given;

    Snapshots(Calls calls, Options given) {
        this.calls = calls;
        this.client = calls.clients().ec2();
        this.given = given;
    }

    Map<String, Object> make(String volume, String name) throws InterruptedException {
        String token = Token.of(calls.scope(), "snapshot " + volume + " " + name + " " + new TreeMap<>(given.all()));
        Optional<Snapshot> known = marked(token);
        String id = known.isPresent() ? known.get().snapshotId() : made(volume, name, token);
        Snapshot done = new Waiting(calls, "snapshot " + id, given.duration("timeout", TIMEOUT))
                .until(() -> looked(id), each -> each.state() == SnapshotState.COMPLETED, Snapshot::progress);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("volume", done.volumeId());
        result.put("gib", done.volumeSize());
        return result;
    }

    private String made(String volume, String name, String token) throws InterruptedException {
        try {
            return calls.once(
                            "ec2:CreateSnapshot",
                            () -> client.createSnapshot(ask -> ask.volumeId(volume)
                                    .description(name)
                                    .tagSpecifications(Tags.of(ResourceType.SNAPSHOT, name, token, given.map("tags")))))
                    .snapshotId();
        } catch (OutcomeUnknown lost) {
            calls.scope().time().pause(SEEN);
            return marked(token).map(Snapshot::snapshotId).orElseThrow(() -> lost);
        }
    }

    private Optional<Snapshot> marked(String token) throws InterruptedException {
        return calls
                .read(
                        "ec2:DescribeSnapshots",
                        () -> client.describeSnapshots(ask -> ask.ownerIds("self")
                                .filters(Filter.builder()
                                        .name("tag:" + Token.TAG)
                                        .values(token)
                                        .build())))
                .snapshots()
                .stream()
                .findFirst();
    }

    private Snapshot looked(String id) throws InterruptedException {
        Snapshot now = calls.read("ec2:DescribeSnapshots", () -> client.describeSnapshots(ask -> ask.snapshotIds(id)))
                .snapshots()
                .get(0);
        if (now.state() == SnapshotState.ERROR) {
            throw new EffectFailed(calls.word() + " on " + calls.label() + ": snapshot " + id + " failed over there: "
                    + now.stateMessage());
        }
        if (now.progress() != null && now.progress().matches("\\d{1,3}%")) {
            calls.scope().progress(Integer.parseInt(now.progress().replace("%", "")), PERCENT);
        }
        return now;
    }
}
