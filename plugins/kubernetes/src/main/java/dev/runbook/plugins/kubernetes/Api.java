package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server of one cluster, as effects reach it: one client for the whole run, refusals in words of people. */
record Api(StepScope scope, TargetSpec cluster) {
    /** Some requests. */
    @FunctionalInterface
    interface Requests {
        Object through(KubernetesClient client) throws Exception;
    }

    Effect<Object> reads(String word, String what, Requests requests) {
        return Effect.reads(word, cluster.name(), what, () -> through(word, requests));
    }

    Effect<Object> writes(String word, String what, Requests requests) {
        if (cluster.readOnly()) {
            throw RunbookException.invalid(
                    word + " writes, and " + cluster.label() + " is declared with access: 'read'");
        }
        return Effect.writes(word, cluster.name(), what, () -> through(word, requests));
    }

    Object perform(Effect<Object> effect, Object... inputs) {
        return scope.perform(effect.needing(inputs));
    }

    private Object through(String word, Requests requests) throws Exception {
        try {
            return requests.through(client());
        } catch (KubernetesClientException refused) {
            throw Refusal.of(word + " on " + cluster.label(), refused);
        }
    }

    private KubernetesClient client() {
        return scope.shared(
                        "kubernetes:" + cluster.name(), Client.class, () -> new Client(new Access(cluster).client()))
                .client;
    }

    /** A client, in the form that is kept open. */
    static final class Client implements AutoCloseable {
        private final KubernetesClient client;

        private Client(KubernetesClient client) {
            this.client = client;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
