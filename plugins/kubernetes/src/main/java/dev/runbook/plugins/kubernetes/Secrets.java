package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Secrets of a namespace, in and out. */
final class Secrets {
    private Secrets() {}

    static Map<String, Object> read(KubernetesClient client, String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        new TreeMap<>(data(client, name)).forEach((key, value) -> values.put(key, secret(name, key, value)));
        return values;
    }

    static Secret read(KubernetesClient client, String name, String key) {
        Map<String, String> data = data(client, name);
        if (!data.containsKey(key)) {
            throw new EffectFailed("secret '" + name + "' has no key '" + key + "'; it has "
                    + (data.isEmpty() ? "none" : String.join(", ", new TreeSet<>(data.keySet()))));
        }
        return secret(name, key, data.get(key));
    }

    private static Map<String, String> data(KubernetesClient client, String name) {
        var found = client.secrets().withName(name).get();
        if (found == null) {
            throw new EffectFailed(
                    "expected a secret '" + name + "' in namespace '" + client.getNamespace() + "', found none");
        }
        return found.getData() == null ? Map.of() : found.getData();
    }

    private static Secret secret(String name, String key, String value) {
        byte[] bytes = Base64.getDecoder().decode(value);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Secret.of(name + "." + key, text);
        } catch (CharacterCodingException binary) {
            throw new EffectFailed(
                    "key '" + key + "' of secret '" + name + "' is no text (" + bytes.length + " bytes)");
        }
    }

    /** Makes it, or puts these keys into the one that is there. */
    static Object write(KubernetesClient client, String name, Map<String, String> values, boolean replace) {
        var present = client.secrets().withName(name).get();
        Map<String, String> data = new TreeMap<>();
        if (present != null && present.getData() != null && !replace) {
            data.putAll(present.getData());
        }
        values.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        if (present == null) {
            var fresh = new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withType("Opaque");
            client.secrets().resource(fresh.withData(data).build()).create();
        } else {
            present.setData(data);
            client.secrets().resource(present).update();
        }
        return null;
    }

    /** The values in plain, by key. */
    static Map<String, String> revealed(String word, Map<?, ?> values) {
        Map<String, String> plain = new TreeMap<>();
        values.forEach((key, value) -> {
            if (value == null) {
                throw RunbookException.invalid(word + ": key '" + key + "' has no value (null)");
            }
            plain.put(
                    String.valueOf(key),
                    value instanceof Secret secret
                            ? secret.reveal()
                            : value instanceof Text text ? text.reveal() : String.valueOf(value));
        });
        plain.forEach((key, value) -> {
            if (value.contains(Secret.MASK)) {
                throw RunbookException.invalid(word + ": key '" + key
                        + "' holds a masked secret: pass the secret itself, or a GString with it");
            }
        });
        return plain;
    }
}
