package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.spi.Diagnosis;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a cluster who we are there, which version it is, and what we may do: with requests that change nothing. */
final class ClusterExaminer implements Examiner {
    @Override
    public String kind() {
        return KubernetesEntry.KIND;
    }

    @Override
    public void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) {
        Api api = new Api(scope, target);
        Map<?, ?> found = (Map<?, ?>) api.perform(api.reads("doctor", "version, pods, rights", this::found));
        diagnosis.good("reached", String.valueOf(found.get("server")));
        diagnosis.good("identity", found.get("user") + ", namespace " + found.get("namespace"));
        diagnosis.good("version", "Kubernetes " + found.get("version"));
        diagnosis.good("pods", String.valueOf(found.get("pods")));
        Object refused = found.get("refused");
        if (refused instanceof List<?> list && list.isEmpty()) {
            diagnosis.good("privileges", "pods, exec, port-forward, scale and secrets");
        } else if (refused instanceof List<?> list) {
            diagnosis.careful(
                    "privileges",
                    "this user may not "
                            + String.join(
                                    ", ", list.stream().map(String::valueOf).toList())
                            + "; words that need it will fail");
        } else {
            diagnosis.careful("privileges", "the server does not tell what this user may do (" + refused + ")");
        }
    }

    private Map<String, Object> found(KubernetesClient client) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("version", client.getKubernetesVersion().getGitVersion());
        found.put("pods", client.pods().list().getItems().size());
        found.put("server", client.getMasterUrl().toString());
        found.put("namespace", client.getNamespace());
        var context = client.getConfiguration().getCurrentContext();
        found.put(
                "user",
                context == null ? "the service account" : context.getContext().getUser());
        found.put("refused", refused(client));
        return found;
    }

    private Object refused(KubernetesClient client) {
        List<String> refused = new ArrayList<>();
        try {
            for (Right right : Right.values()) {
                if (!may(client, right)) {
                    refused.add(right.verb + " " + right.resource + (right.part == null ? "" : "/" + right.part));
                }
            }
            return refused;
        } catch (KubernetesClientException unknown) {
            return "HTTP " + unknown.getCode();
        }
    }

    private static boolean may(KubernetesClient client, Right right) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(client.getNamespace())
                .withGroup(right.group)
                .withResource(right.resource)
                .withSubresource(right.part)
                .withVerb(right.verb)
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    /** What the words need. */
    private enum Right {
        PODS("", "pods", null, "list"),
        EXEC("", "pods", "exec", "create"),
        FORWARD("", "pods", "portforward", "create"),
        SETS("apps", "statefulsets", "scale", "update"),
        DEPLOYMENTS("apps", "deployments", "scale", "update"),
        SECRETS("", "secrets", null, "get");

        private final String group;
        private final String resource;
        private final String part;
        private final String verb;

        Right(String group, String resource, String part, String verb) {
            this.group = group;
            this.resource = resource;
            this.part = part;
            this.verb = verb;
        }
    }
}
