package dev.runbook.plugins.aws.secret;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Vault;
import java.util.List;
import java.util.Map;

/** Secrets Manager, and the parameters of Systems Manager: {@code aws: { secret: prod/chat, key: password }}, {@code aws: { parameter: /chat/db }}. */
public final class AwsVault implements Vault {
    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of("secret", String.class, "a secret of Secrets Manager: its name or ARN"),
                Key.of("key", String.class, "the member to take, where that secret is a JSON object"),
                Key.of(
                        "parameter",
                        String.class,
                        "instead of secret: a parameter of Systems Manager, '/chat/db/password'"),
                Key.of("region", String.class, "unless said that of profile: or the environment"),
                Key.of("profile", String.class, "unless said credentials come from where the AWS tools take them"),
                Key.of("endpoint", String.class, "http(s)://HOST:PORT of a compatible service"));
    }

    @Override
    public String place(Map<String, String> entry) {
        boolean secret = entry.containsKey("secret");
        if (secret == entry.containsKey("parameter")) {
            throw RunbookException.invalid(
                    "expected either secret: or parameter: under aws:, found " + (secret ? "both" : "none"));
        }
        if (!secret && entry.containsKey("key")) {
            throw RunbookException.invalid("key: is for a secret: that is a JSON object; a parameter has no members");
        }
        String key = entry.containsKey("key") ? "'" + entry.get("key") + "' of " : "";
        return secret
                ? key + "the secret '" + entry.get("secret") + "' of AWS Secrets Manager"
                : "the parameter '" + entry.get("parameter") + "' of AWS Systems Manager";
    }

    @Override
    public String fetch(Map<String, String> entry) {
        return new Fetching(entry).fetch();
    }
}
