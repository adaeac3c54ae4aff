package dev.runbook.cli.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may see the page, and who may answer on it. Only names of this machine's own loopback are served, so that no other page can reach this one through a name of its
 * own that it lets point here.
 *
 * @param token what those must know who answer, or null where nobody may
 */
record Visitors(String token) {
    private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int BYTES = 24;

    /** With a token that nobody can guess. */
    static Visitors withToken() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Visitors(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether the browser means this server by a name of this machine, and no page of another server asks. */
    boolean welcome(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = only(headers, "Host");
        if (host == null || !OURS.contains(name(host))) {
            return false;
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean foreign = site != null && !List.of("same-origin", "none").contains(site);
        return !foreign && (!headers.containsKey("Origin") || ("http://" + host).equals(only(headers, "Origin")));
    }

    boolean mayAnswer(HttpExchange exchange) {
        String said = only(exchange.getRequestHeaders(), "Authorization");
        return token != null
                && said != null
                && MessageDigest.isEqual(
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }

    private static String only(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    private static String name(String host) {
        try {
            String name = URI.create("http://" + host + "/").getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
