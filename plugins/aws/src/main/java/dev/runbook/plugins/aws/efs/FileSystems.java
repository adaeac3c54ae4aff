package dev.runbook.plugins.aws.efs;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Kept;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.LifeCycleState;
import software.amazon.awssdk.services.efs.model.UpdateFileSystemRequest;

/** The file systems of an account. */
final class FileSystems {
    static final String PROVISIONED = "provisioned";

    private final Calls calls;
    private final EfsClient client;

    FileSystems(Calls calls) {
        this.calls = calls;
        this.client = calls.clients().efs();
    }

    private FileSystemDescription find(String id) throws InterruptedException {
        List<FileSystemDescription> found = calls.read(
                        "elasticfilesystem:DescribeFileSystems",
                        () -> client.describeFileSystems(ask -> ask.fileSystemId(id)))
                .fileSystems();
        if (found.isEmpty()) {
            throw new EffectFailed(
                    calls.word() + " on " + calls.label() + ": there is no file system " + id + " in this region");
        }
        return found.get(0);
    }

    Map<String, Object> facts(String id) throws InterruptedException {
        FileSystemDescription now = find(id);
        Map<String, Object> facts = speed(now);
        facts.put("name", now.name());
        facts.put("state", now.lifeCycleStateAsString());
        facts.put("bytes", now.sizeInBytes().value());
        facts.put("at", now.sizeInBytes().timestamp());
        return facts;
    }

    private static Map<String, Object> speed(FileSystemDescription now) {
        Map<String, Object> speed = new LinkedHashMap<>();
        speed.put("id", now.fileSystemId());
        speed.put("mode", now.throughputModeAsString());
        speed.put("mibps", now.provisionedThroughputInMibps());
        return speed;
    }

    /** Gives the speed as it was before this step; on the disk before the change. */
    Object change(String id, String mode, Double mibps, Duration timeout) throws InterruptedException {
        FileSystemDescription now = find(id);
        Object was = kept().first(id, () -> speed(now));
        boolean same =
                mode.equals(now.throughputModeAsString()) && Objects.equals(mibps, now.provisionedThroughputInMibps());
        if (!same) {
            UpdateFileSystemRequest ask = UpdateFileSystemRequest.builder()
                    .fileSystemId(id)
                    .throughputMode(mode)
                    .provisionedThroughputInMibps(mibps)
                    .build();
            calls.repeatable("elasticfilesystem:UpdateFileSystem", () -> client.updateFileSystem(ask));
        }
        new Waiting(calls, "file system " + id + " to be available", timeout)
                .until(() -> find(id).lifeCycleState(), LifeCycleState.AVAILABLE::equals, String::valueOf);
        return was;
    }

    private Kept kept() {
        return new Kept(calls.scope(), "aws.efs");
    }

    /** @param was what {@link #change} gave, or null: what this step has changed */
    void putBack(Object was, Duration timeout) throws InterruptedException {
        if (was != null) {
            back(was, timeout);
            return;
        }
        for (Object each : kept().all().values()) {
            back(each, timeout);
        }
    }

    private void back(Object said, Duration timeout) throws InterruptedException {
        if (!(said instanceof Map<?, ?> was)
                || !(was.get("id") instanceof CharSequence id)
                || !(was.get("mode") instanceof CharSequence mode)) {
            throw RunbookException.invalid(
                    calls.word() + ": expected what throughput gave, [id:, mode:, mibps:], found " + said);
        }
        Double mibps = was.get("mibps") instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
        change(id.toString(), mode.toString(), mibps, timeout);
    }
}
