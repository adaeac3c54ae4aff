package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;

/** The top-level words of this plugin. */
public final class KubernetesEntry {
    /** The kind of target. */
    static final String KIND = "cluster";

    private KubernetesEntry() {}

    @Word(
            value =
                    "One namespace of a Kubernetes cluster of `targets`, through the kubeconfig of the person who runs the engine. Things are named as for kubectl: 'statefulset/NAME', 'deployment/NAME'; "
                            + "selectors as for its -l: 'app=synapse,role!=worker'. To run commands in a container use onHost with a host of transport: kubernetes; to wait use waitFor, "
                            + "as in waitFor('the pods to be gone', timeout: '5m', every: '2s') { kubernetes('ess').pods(selector: 'app=synapse').isEmpty() }.",
            yields = KubernetesCluster.class)
    public static KubernetesCluster kubernetes(StepScope scope, @TargetName(KIND) String name) {
        return new KubernetesCluster(new Api(scope, scope.target(KIND, name)));
    }
}
