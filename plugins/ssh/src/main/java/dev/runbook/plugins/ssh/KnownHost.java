package dev.runbook.plugins.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a {@code known_hosts} file.
 *
 * @param marker {@code @revoked}, {@code @cert-authority}, or empty
 * @param names  the patterns, or the one hashed name
 * @param key    the key as the protocol writes it
 * @param where  {@code FILE:LINE}
 */
record KnownHost(String marker, List<String> names, String type, byte[] key, String where) {
    private static final String HASHED = "|1|";

    /** Empty for a comment, an empty line, and a line that is damaged: it then trusts nobody. */
    static Optional<KnownHost> parse(String line, String where) {
        String[] words = line.strip().split("\\s+");
        int first = words[0].startsWith("@") ? 1 : 0;
        if (words[0].isEmpty() || words[0].startsWith("#") || words.length < first + 3) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words[first + 2]);
            String marker = first == 1 ? words[0] : "";
            return Optional.of(new KnownHost(marker, List.of(words[first].split(",")), words[first + 1], key, where));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    boolean isFor(String name) {
        return names.size() == 1 && names.get(0).startsWith(HASHED)
                ? hashes(name)
                : NamePattern.anyMatches(names, name);
    }

    boolean is(byte[] other) {
        return Arrays.equals(key, other);
    }

    boolean plain() {
        return marker.isEmpty();
    }

    boolean revoked() {
        return marker.equals("@revoked");
    }

    private boolean hashes(String name) {
        String[] parts = names.get(0).substring(HASHED.length()).split("\\|");
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            return MessageDigest.isEqual(
                    hmac.doFinal(name.getBytes(StandardCharsets.UTF_8)),
                    Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return false;
        }
    }
}
