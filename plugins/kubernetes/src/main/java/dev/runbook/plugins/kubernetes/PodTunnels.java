package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.spi.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The port-forwards into one pod; each leads to a port of the pod itself, since a pod forwards to nowhere else. */
final class PodTunnels implements AutoCloseable {
    private static final Set<String> ITSELF = Set.of("127.0.0.1", "localhost", "::1");

    private final KubernetesClient client;
    private final String place;
    private final Map<String, LocalPortForward> open = new HashMap<>();

    PodTunnels(KubernetesClient client, String place) {
        this.client = client;
        this.place = place;
    }

    synchronized Endpoint to(Endpoint there, String pod) {
        if (!ITSELF.contains(there.host()) && !there.host().equals(pod)) {
            throw new EffectFailed(place + ": a tunnel into a pod leads to the pod's own ports only, found " + there
                    + "; say 127.0.0.1:" + there.port() + " in the inventory, with the pod that listens there in via:");
        }
        LocalPortForward forward = open.compute(
                pod + ":" + there.port(),
                (key, before) -> before != null && before.isAlive() ? before : forward(pod, there));
        return new Endpoint(forward.getLocalAddress().getHostAddress(), forward.getLocalPort());
    }

    private LocalPortForward forward(String pod, Endpoint there) {
        try {
            return client.pods().withName(pod).portForward(there.port(), InetAddress.getLoopbackAddress(), 0);
        } catch (KubernetesClientException | IllegalStateException failure) {
            throw new NotReached(
                    place + ": no port-forward to port " + there.port() + ": "
                            + Refusal.root(failure).getMessage(),
                    failure);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(PodTunnels::quietly);
    }

    private static void quietly(LocalPortForward forward) {
        try {
            forward.close();
        } catch (IOException gone) {
            // It is gone, as it should be.
        }
    }
}
