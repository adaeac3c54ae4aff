package dev.runbook.plugins.aws.compute;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.plugins.aws.account.Calls;
import dev.runbook.plugins.aws.account.Kept;
import dev.runbook.plugins.aws.account.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The machines of an account. */
final class Instances {
    private static final Set<String> GONE = Set.of("shutting-down", "terminated");

    private final Calls calls;
    private final Ec2Client client;

    Instances(Calls calls) {
        this.calls = calls;
        this.client = calls.clients().ec2();
    }

    /** @param said an id, or the value of the tag {@code Name} of one machine that is not terminated */
    Instance find(String said) throws InterruptedException {
        DescribeInstancesRequest ask = said.startsWith("i-")
                ? DescribeInstancesRequest.builder().instanceIds(said).build()
                : DescribeInstancesRequest.builder()
                        .filters(Filter.builder().name("tag:Name").values(said).build())
                        .build();
        List<Instance> found =
                calls.read("ec2:DescribeInstances", () -> client.describeInstances(ask)).reservations().stream()
                        .flatMap(each -> each.instances().stream())
                        .filter(each -> said.startsWith("i-") || !GONE.contains(state(each)))
                        .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw failed("expected one instance '" + said + "', found "
                + (found.isEmpty()
                        ? "none"
                        : found.stream().map(Instance::instanceId).toList())
                + (found.size() > 1 ? ". Give the id of one" : " in this region"));
    }

    static String state(Instance instance) {
        return instance.state().nameAsString();
    }

    static Map<String, Object> data(Instance instance) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", instance.instanceId());
        data.put("name", name(instance.tags()));
        data.put("state", state(instance));
        data.put("type", instance.instanceTypeAsString());
        data.put(
                "zone",
                instance.placement() == null ? null : instance.placement().availabilityZone());
        data.put("privateAddress", instance.privateIpAddress());
        data.put("publicAddress", instance.publicIpAddress());
        data.put(
                "volumes",
                instance.blockDeviceMappings().stream()
                        .filter(each -> each.ebs() != null)
                        .map(each -> Map.<String, Object>of("id", each.ebs().volumeId(), "device", each.deviceName()))
                        .toList());
        return data;
    }

    static String name(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> tag.key().equals("Name"))
                .map(Tag::value)
                .findFirst()
                .orElse(null);
    }

    Map<String, Object> stop(String said, Duration timeout) throws InterruptedException {
        String id = present(find(said));
        calls.repeatable("ec2:StopInstances", () -> client.stopInstances(ask -> ask.instanceIds(id)));
        return reached(id, "stopped", false, timeout);
    }

    Map<String, Object> start(String said, boolean checks, Duration timeout) throws InterruptedException {
        Instance before = find(said);
        String id = present(before);
        if (state(before).equals("stopping")) {
            reached(id, "stopped", false, timeout);
        }
        calls.repeatable("ec2:StartInstances", () -> client.startInstances(ask -> ask.instanceIds(id)));
        return reached(id, "running", checks, timeout);
    }

    /** Gives the type that it had before this step. */
    Map<String, Object> resize(String said, String type) throws InterruptedException {
        Instance before = find(said);
        String id = present(before);
        Object was = new Kept(calls.scope(), "aws.ec2.resize").first(id, before::instanceTypeAsString);
        if (!before.instanceTypeAsString().equals(type)) {
            if (!state(before).equals("stopped")) {
                throw failed(
                        "instance " + id + " is " + state(before)
                                + ": expected it stopped, since only then its type can be changed. Stop it first, with aws(…).ec2.stop");
            }
            calls.repeatable(
                    "ec2:ModifyInstanceAttribute",
                    () -> client.modifyInstanceAttribute(
                            ask -> ask.instanceId(id).instanceType(value -> value.value(type))));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("was", was);
        result.put("type", type);
        return result;
    }

    /** Waits for a state, and for the status checks where they are asked for. */
    Map<String, Object> reached(String said, String state, boolean checks, Duration timeout)
            throws InterruptedException {
        Instance done = new Waiting(calls, "instance " + said + " to be " + state, timeout)
                .until(() -> still(said, state), each -> state(each).equals(state), Instances::state);
        if (checks) {
            new Waiting(calls, "the status checks of instance " + done.instanceId(), timeout)
                    .until(() -> checks(done.instanceId()), "ok, ok"::equals, each -> each);
        }
        return data(done);
    }

    private Instance still(String said, String wanted) throws InterruptedException {
        Instance now = find(said);
        if (GONE.contains(state(now)) && !GONE.contains(wanted)) {
            throw failed("instance " + now.instanceId() + " is " + state(now) + ": expected it to become " + wanted);
        }
        boolean fell = wanted.equals("running") && state(now).equals("stopped") && now.stateReason() != null;
        if (fell && String.valueOf(now.stateReason().code()).startsWith("Server.")) {
            throw failed("instance " + now.instanceId() + " stopped again: "
                    + now.stateReason().message());
        }
        return now;
    }

    /** The system's and the machine's own. */
    private String checks(String id) throws InterruptedException {
        List<InstanceStatus> all = calls.read(
                        "ec2:DescribeInstanceStatus", () -> client.describeInstanceStatus(ask -> ask.instanceIds(id)))
                .instanceStatuses();
        return all.isEmpty()
                ? "not known yet"
                : all.get(0).systemStatus().statusAsString() + ", "
                        + all.get(0).instanceStatus().statusAsString();
    }

    private String present(Instance instance) {
        if (GONE.contains(state(instance))) {
            throw failed("instance " + instance.instanceId() + " is " + state(instance)
                    + ": expected one that can still be used");
        }
        return instance.instanceId();
    }

    private EffectFailed failed(String what) {
        return new EffectFailed(calls.word() + " on " + calls.label() + ": " + what);
    }
}
