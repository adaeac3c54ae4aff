package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.spi.StepScope;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A pod of the run that holds a claim, so that its files can be reached while the product's own pods are gone. */
final class Helper {
    static final String NAME = "runbook.dev/helper";
    static final String RUN = "runbook.dev/run";

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final String ONCE = "ReadWriteOnce";

    private final StepScope scope;
    private final KubernetesClient client;
    private final String name;

    Helper(StepScope scope, KubernetesClient client, String name) {
        this.scope = scope;
        this.client = client;
        this.name = name;
    }

    /** The same in every attempt of the run: what an attempt that was cut off has made is found again. */
    private String pod() {
        return "runbook-" + name + "-"
                + Hash.sha256(scope.run().id() + "/" + name).substring(0, 8);
    }

    /** Makes it where it is not there, and waits until it runs. */
    Object hold(Given given) throws InterruptedException {
        String claim = given.text("claim");
        others();
        if (client.pods().withName(pod()).get() == null) {
            String node = free(claim, given.flag("beside"));
            client.pods().resource(made(given, claim, node)).create();
        }
        await(given.length("timeout", Duration.ofMinutes(3)));
        return pod();
    }

    private void others() {
        List<String> others = client.pods().withLabel(NAME, name).list().getItems().stream()
                .filter(pod -> !pod.getMetadata().getName().equals(pod()))
                .map(pod -> pod.getMetadata().getName() + " of run "
                        + pod.getMetadata().getLabels().get(RUN))
                .toList();
        if (!others.isEmpty()) {
            throw new EffectFailed("a helper '" + name + "' of another run is there: " + String.join(", ", others)
                    + ". Go on with that run or abandon it; else kubectl delete pod -l " + NAME + "=" + name + " -n "
                    + client.getNamespace());
        }
    }

    /** The node where it must be, or null; an error where the claim cannot be had. */
    private String free(String claim, boolean beside) {
        PersistentVolumeClaim found =
                client.persistentVolumeClaims().withName(claim).get();
        if (found == null) {
            throw new EffectFailed(
                    "expected a claim '" + claim + "' in namespace '" + client.getNamespace() + "', found none");
        }
        List<Pod> holders = client.pods().list().getItems().stream()
                .filter(pod -> PodFacts.claims(pod).contains(claim))
                .filter(pod ->
                        !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
                .toList();
        List<String> modes = found.getSpec().getAccessModes();
        if (holders.isEmpty() || modes.contains("ReadWriteMany")) {
            return null;
        }
        if (!beside || !modes.contains(ONCE)) {
            throw new EffectFailed("the claim '" + claim + "' is " + String.join(", ", modes) + ", and "
                    + holders.stream()
                            .map(pod -> pod.getMetadata().getName() + " on node "
                                    + pod.getSpec().getNodeName())
                            .collect(Collectors.joining(", "))
                    + " uses it: scale that to 0 first"
                    + (modes.contains(ONCE) ? ", or say beside: true to run on the same node" : ""));
        }
        return holders.get(0).getSpec().getNodeName();
    }

    private Pod made(Given given, String claim, String node) {
        String at = given.text("at");
        List<String> idle = List.of("/bin/sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1; done");
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod())
                .withLabels(Map.of(NAME, name, RUN, scope.run().id()))
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withRestartPolicy("Never")
                .withNewSecurityContext()
                .withRunAsUser(given.number("user"))
                .withFsGroup(given.number("group"))
                .endSecurityContext()
                .addNewContainer()
                .withName("helper")
                .withImage(given.text("image", "busybox:stable"))
                .withCommand(idle)
                .addNewVolumeMount()
                .withName("claim")
                .withMountPath(at)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("claim")
                .withNewPersistentVolumeClaim(claim, false)
                .endVolume()
                .endSpec()
                .build();
    }

    private void await(Duration patience) throws InterruptedException {
        long begun = scope.time().nanos();
        Pod pod = client.pods().withName(pod()).get();
        while (pod == null || !PodFacts.ready(pod)) {
            if (scope.time().nanos() - begun > patience.toNanos()) {
                throw new EffectFailed("pod " + pod() + " does not run after " + patience.toSeconds() + " s: "
                        + (pod == null ? "it is gone" : PodFacts.phase(pod)) + ". See kubectl describe pod " + pod()
                        + " -n " + client.getNamespace() + "; it is left there.");
            }
            scope.time().pause(EVERY);
            pod = client.pods().withName(pod()).get();
        }
    }

    /** Ends it, and waits until it is gone; one that is not there is gone. */
    Object release(Duration patience) throws InterruptedException {
        client.pods().withName(pod()).delete();
        long begun = scope.time().nanos();
        while (client.pods().withName(pod()).get() != null) {
            if (scope.time().nanos() - begun > patience.toNanos()) {
                throw new EffectFailed("pod " + pod() + " is still there after " + patience.toSeconds()
                        + " s. See kubectl describe pod " + pod() + " -n " + client.getNamespace());
            }
            scope.time().pause(EVERY);
        }
        return null;
    }
}
