package dev.runbook.engine.spi;

import java.util.List;
import java.util.Map;

/** A place where secrets are kept; found by {@link java.util.ServiceLoader}, chosen where a secret of the inventory has the key of its name: {@code x: { aws: { … } }}. */
public interface Vault {
    /** {@code aws}: the key that chooses it. */
    String name();

    /** The keys of what stands under it; texts all. */
    List<Key> keys();

    /**
     * How messages name the place: {@code the secret 'prod/chat' of Secrets Manager}. Nothing is opened.
     *
     * @throws dev.runbook.engine.model.RunbookException where the keys do not fit together; its message says what was expected
     */
    String place(Map<String, String> entry);

    /**
     * The secret itself.
     *
     * @throws dev.runbook.engine.model.RunbookException where it cannot be had; its message is the end of a sentence that begins with the place
     *     ({@code is not there; …}), and holds nothing of it
     */
    String fetch(Map<String, String> entry);
}
