package dev.runbook.lab.synapse;

import dev.runbook.lab.kubernetes.KubernetesApi;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What starts Synapse again as soon as somebody scales it to 0: while its own pod runs. */
final class Operator implements AutoCloseable {
    static final String NAMESPACE = "operator-onprem";
    static final String NAME = "element-operator-controller-manager";

    private static final long PAUSE_MILLIS = 40;

    private final KubernetesApi api;
    private final Edition edition;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "laboratory operator");
        thread.setDaemon(true);
        return thread;
    });

    private Operator(KubernetesApi api, Edition edition) {
        this.api = api;
        this.edition = edition;
    }

    static Operator start(KubernetesApi api, Edition edition) {
        Operator operator = new Operator(api, edition);
        operator.clock.scheduleWithFixedDelay(operator::reconcile, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return operator;
    }

    private void reconcile() {
        boolean runs = api.object("v1", "pods", NAMESPACE, NAME + "-0")
                .at("/status/phase")
                .asText()
                .equals("Running");
        if (runs
                && api.object("apps/v1", "deployments", NAMESPACE, NAME)
                                .at("/spec/replicas")
                                .asInt()
                        > 0) {
            api.scale("apps/v1", "statefulsets", edition.namespace(), edition.synapse(), 1);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
