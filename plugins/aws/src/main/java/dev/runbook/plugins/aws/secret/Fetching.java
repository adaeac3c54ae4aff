package dev.runbook.plugins.aws.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.plugins.aws.account.Clients;
import dev.runbook.plugins.aws.account.Failure;
import dev.runbook.plugins.aws.account.Settings;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks for one secret. Apart, so that an inventory can be read without the SDK. */
record Fetching(Map<String, String> entry) {
    String fetch() {
        try (Clients clients = new Clients(Settings.of(entry::get, "aws:"), true)) {
            return entry.containsKey("secret") ? secret(clients) : parameter(clients);
        } catch (SdkException trouble) {
            throw new EffectFailed(Failure.of(trouble).said());
        }
    }

    private String parameter(Clients clients) {
        return clients.ssm()
                .getParameter(ask -> ask.name(entry.get("parameter")).withDecryption(true))
                .parameter()
                .value();
    }

    private String secret(Clients clients) {
        String text = clients.secrets()
                .getSecretValue(ask -> ask.secretId(entry.get("secret")))
                .secretString();
        if (text == null) {
            throw new EffectFailed("holds bytes, expected a text");
        }
        return entry.containsKey("key") ? member(text) : text;
    }

    private String member(String text) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            // The cause would show what it could not read.
            throw new EffectFailed("is no JSON object, so that it has no member to take: leave key: out");
        }
        JsonNode member = json.get(entry.get("key"));
        if (member == null || !member.isValueNode() || member.isNull()) {
            throw new EffectFailed("is not there, or no text: expected a member of that name in the JSON object");
        }
        return member.asText();
    }
}
