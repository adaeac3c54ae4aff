package dev.runbook.plugins.aws.compute;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Token;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** The volumes of an account. */
final class Volumes {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final String BY_ID = "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_";

    private final Calls calls;
    private final Ec2Client client;
    private final Options given;
    private final Duration timeout;

    Volumes(Calls calls, Options given) {
        this.calls = calls;
        this.client = calls.clients().ec2();
        this.given = given;
        this.timeout = given.duration("timeout", TIMEOUT);
    }

    Volume find(String id) throws InterruptedException {
        return calls.read("ec2:DescribeVolumes", () -> client.describeVolumes(ask -> ask.volumeIds(id)))
                .volumes()
                .get(0);
    }

    static Map<String, Object> data(Volume volume) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", volume.volumeId());
        data.put("name", Instances.name(volume.tags()));
        data.put("state", volume.stateAsString());
        data.put("gib", volume.size());
        data.put("type", volume.volumeTypeAsString());
        data.put("zone", volume.availabilityZone());
        data.put("snapshot", volume.snapshotId() == null || volume.snapshotId().isEmpty() ? null : volume.snapshotId());
        data.put("byId", BY_ID + volume.volumeId().replace("-", ""));
        data.put(
                "attached", volume.attachments().stream().map(Volumes::attached).toList());
        return data;
    }

    private static Map<String, Object> attached(VolumeAttachment each) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("instance", each.instanceId());
        data.put("device", each.device());
        data.put("state", each.stateAsString());
        return data;
    }

    Map<String, Object> create(String name) throws InterruptedException {
        String zone = given.has("beside")
                ? new Instances(calls).find(given.text("beside")).placement().availabilityZone()
                : given.text("zone");
        String token = Token.of(calls.scope(), "volume " + name + " " + new TreeMap<>(given.all()));
        CreateVolumeRequest.Builder ask = CreateVolumeRequest.builder()
                .availabilityZone(zone)
                .snapshotId(given.text("snapshot"))
                .volumeType(given.has("type") ? given.text("type") : "gp3")
                .clientToken(token)
                .encrypted(given.has("encrypted") ? given.flag("encrypted", false) : null)
                .tagSpecifications(Tags.of(ResourceType.VOLUME, name, token, given.map("tags")));
        if (given.has("gib")) {
            ask.size(given.number("gib", 1));
        }
        if (given.has("iops")) {
            ask.iops(given.number("iops", 1));
        }
        if (given.has("throughput")) {
            ask.throughput(given.number("throughput", 1));
        }
        CreateVolumeRequest request = ask.build();
        String id = calls.repeatable("ec2:CreateVolume", () -> client.createVolume(request))
                .volumeId();
        return data(reached(id, "available", "in-use"));
    }

    private Volume reached(String id, String... states) throws InterruptedException {
        List<String> wanted = List.of(states);
        return new Waiting(calls, "volume " + id + " to be " + wanted.get(0), timeout)
                .until(
                        () -> {
                            Volume now = find(id);
                            if (List.of("error", "deleting", "deleted").contains(now.stateAsString())) {
                                throw failed("volume " + id + " is in state '" + now.stateAsString() + "', expected "
                                        + wanted);
                            }
                            return now;
                        },
                        each -> wanted.contains(each.stateAsString()),
                        Volume::stateAsString);
    }

    Map<String, Object> attach(String id) throws InterruptedException {
        String instance = new Instances(calls).find(given.text("instance")).instanceId();
        String device = given.text("device");
        Volume before = reached(id, "available", "in-use");
        if (!there(before, instance, device)) {
            try {
                calls.once(
                        "ec2:AttachVolume",
                        () -> client.attachVolume(
                                ask -> ask.volumeId(id).instanceId(instance).device(device)));
            } catch (OutcomeUnknown lost) {
                if (find(id).attachments().stream().noneMatch(each -> instance.equals(each.instanceId()))) {
                    throw lost;
                }
            }
        }
        Volume now = new Waiting(calls, "volume " + id + " to be attached to " + instance, timeout)
                .until(
                        () -> find(id),
                        each -> each.attachments().stream()
                                .anyMatch(one -> instance.equals(one.instanceId())
                                        && one.stateAsString().equals("attached")),
                        each -> String.valueOf(each.attachments().stream()
                                .map(Volumes::attached)
                                .toList()));
        return data(now);
    }

    /** Whether it is where it should be; an error where it is somewhere else. */
    private boolean there(Volume volume, String instance, String device) {
        for (VolumeAttachment each : volume.attachments()) {
            if (!instance.equals(each.instanceId())) {
                throw failed("volume " + volume.volumeId() + " is " + each.stateAsString() + " to instance "
                        + each.instanceId() + " as " + each.device()
                        + ": expected it free. Unmount it there, and detach it first");
            }
            if (!device.equals(each.device())) {
                throw failed("volume " + volume.volumeId() + " is " + each.stateAsString() + " to instance " + instance
                        + " as " + each.device() + ", expected " + device);
            }
            if (each.stateAsString().equals("detaching")) {
                throw failed("volume " + volume.volumeId() + " is being detached from instance " + instance
                        + ": wait until it is free, and repeat");
            }
            return true;
        }
        return false;
    }

    Map<String, Object> detach(String id) throws InterruptedException {
        String instance = new Instances(calls).find(given.text("instance")).instanceId();
        for (VolumeAttachment each : find(id).attachments()) {
            if (!instance.equals(each.instanceId())) {
                throw failed("volume " + id + " is attached to instance " + each.instanceId() + ", expected " + instance
                        + ": nothing was done");
            }
            if (!each.stateAsString().equals("detaching")) {
                detached(id, instance);
            }
        }
        return data(new Waiting(calls, "volume " + id + " to be free", timeout)
                .until(
                        () -> find(id),
                        each -> each.attachments().isEmpty()
                                && each.stateAsString().equals("available"),
                        each -> each.attachments().isEmpty()
                                ? each.stateAsString()
                                : each.attachments().get(0).stateAsString()
                                        + "; a volume that is still mounted there stays so: umount it"));
    }

    private void detached(String id, String instance) throws InterruptedException {
        try {
            calls.once(
                    "ec2:DetachVolume",
                    () -> client.detachVolume(ask -> ask.volumeId(id).instanceId(instance)));
        } catch (OutcomeUnknown lost) {
            if (find(id).attachments().stream().anyMatch(each -> !"detaching".equals(each.stateAsString()))) {
                throw lost;
            }
        }
    }

    private EffectFailed failed(String what) {
        return new EffectFailed(calls.word() + " on " + calls.label() + ": " + what);
    }
}
