package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.TargetSpec;
import java.net.URI;
import java.util.function.Function;

/**
 * How to reach an account; nothing of it is a secret.
 *
 * @param region   or null: as the profile or the environment says
 * @param profile  or null: the default chain of the SDK
 * @param endpoint or null: Amazon's own
 */
public record Settings(String region, String profile, URI endpoint) {
    static Settings of(TargetSpec spec) {
        return of(key -> spec.text(key).orElse(null), spec.label() + " (" + spec.where() + ")");
    }

    /** @param label for messages */
    public static Settings of(Function<String, String> values, String label) {
        String endpoint = values.apply("endpoint");
        try {
            URI uri = endpoint == null ? null : URI.create(endpoint.strip());
            if (uri == null
                    || uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new Settings(values.apply("region"), values.apply("profile"), uri);
            }
        } catch (IllegalArgumentException malformed) {
            // told below, as any other that is no such address
        }
        throw RunbookException.invalid(
                label + ": endpoint: expected http://HOST:PORT or https://HOST, found '" + endpoint + "'.");
    }
}
