package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Transport;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reaches a container of a pod through the API server, as {@code kubectl exec} does. */
public final class KubernetesTransport implements Transport {
    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public List<Key> keys() {
        return Stream.concat(
                        Access.KEYS.stream(),
                        Stream.of(
                                Key.of("pod", String.class, "the pod's name; either this or 'selector'"),
                                Key.of(
                                        "selector",
                                        String.class,
                                        "labels (app=synapse,role=main) that exactly one running pod has when a word is about to run in it"),
                                Key.of(
                                        "container",
                                        String.class,
                                        "which of its containers; the only one, or its default, unless said")))
                .toList();
    }

    @Override
    public Link link(TargetSpec host, Function<String, Link> hosts) {
        return new PodLink(new Container(host));
    }

    @Override
    public String server(TargetSpec host) {
        return "kubernetes " + host.text("kubeconfig").orElse("") + " " + new Access(host).show() + " "
                + new Container(host).show();
    }
}
