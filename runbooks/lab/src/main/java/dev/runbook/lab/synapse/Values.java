package dev.runbook.lab.synapse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.lab.kubernetes.KubernetesApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the platform team has given ESS of that which was carried into a secret of its namespace; else what ESS has made for itself.
 *
 * @param given which keys of that secret
 */
record Values(KubernetesApi api, String namespace, Predicate<String> given) {
    static final String CARRIED = "move-from-synapse";
    static final String GENERATED = "ess-generated";

    Carried carried() {
        String signingKey = setting("signing_key")
                .or(() -> value("SYNAPSE_SIGNING_KEY", GENERATED))
                .orElse("");
        return Carried.of(signingKey, this::setting);
    }

    private Optional<String> setting(String name) {
        return name.equals("macaroon_secret_key")
                ? carried("macaroon").or(() -> value("SYNAPSE_MACAROON", GENERATED))
                : carried(name);
    }

    private Optional<String> carried(String key) {
        return given.test(key) ? value(key, CARRIED) : Optional.empty();
    }

    private Optional<String> value(String key, String secret) {
        JsonNode found =
                api.object("v1", "secrets", namespace, secret).path("data").path(key);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(new String(Base64.getDecoder().decode(found.asText()), StandardCharsets.UTF_8));
    }
}
