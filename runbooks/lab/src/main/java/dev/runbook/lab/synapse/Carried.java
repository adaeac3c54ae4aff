package dev.runbook.lab.synapse;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is in no database: a server has it from its configuration, and another one only if somebody carries it there.
 *
 * @param signingKey     as in the key's file: {@code ed25519 ID SEED}
 * @param oldSigningKeys those of before, in JSON: {@code {"ed25519:ID": {"key": …, "expired_ts": …}}}
 * @param pepper         what is appended to every password
 * @param macaroon       with which it signs the tokens of guests
 */
record Carried(String signingKey, String oldSigningKeys, String pepper, String macaroon) {
    /** @param settings the value of a setting, where it is set */
    static Carried of(String signingKey, Function<String, Optional<String>> settings) {
        return new Carried(
                signingKey,
                settings.apply("old_signing_keys").orElse("{}"),
                settings.apply("pepper").orElse(""),
                settings.apply("macaroon_secret_key")
                        .or(() -> settings.apply("registration_shared_secret"))
                        .orElse("derived from " + signingKey));
    }
}
