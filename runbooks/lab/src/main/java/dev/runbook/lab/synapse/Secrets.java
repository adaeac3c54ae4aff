package dev.runbook.lab.synapse;

import dev.runbook.engine.model.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** What Synapse makes of its keys and secrets, with one digest in the place of bcrypt, Ed25519 and macaroons. */
final class Secrets {
    private static final String GUEST = "guest.";

    private Secrets() {}

    /** In the place of bcrypt, which takes the pepper in the same way: appended to the password. */
    static String hash(String password, String pepper) {
        return HexFormat.of().formatHex(digest(password + pepper));
    }

    /** In the place of Ed25519: what is published follows from the seed alone. */
    static Map<String, Object> published(String signingKey) {
        String[] key = signingKey.strip().split(" ");
        return Map.of(
                key[0] + ":" + key[1],
                Map.of("key", Base64.getEncoder().withoutPadding().encodeToString(digest(key[2]))));
    }

    /** The token of a guest: it is in no table, so that only who has the same key knows it. */
    static String guest(String user, String macaroon) {
        return GUEST + user + "." + HexFormat.of().formatHex(digest(user + macaroon));
    }

    /** Whose token it is; null: nobody's. */
    static String guestOf(String token, String macaroon) {
        int end = token.lastIndexOf('.');
        String user = token.startsWith(GUEST) && end > GUEST.length() ? token.substring(GUEST.length(), end) : null;
        return user != null && guest(user, macaroon).equals(token) ? user : null;
    }

    private static byte[] digest(String text) {
        return Hash.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
