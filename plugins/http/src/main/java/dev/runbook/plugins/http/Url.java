package dev.runbook.plugins.http;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a URL together, so that a value in it stays the one part of path or query that its author meant. */
final class Url {
    private static final String UNRESERVED = "-._~";
    private static final Pattern AUTHORITY = Pattern.compile("(?i)https?://[^/?#]*");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}.:_\\[\\]-]+");

    private final Text text;
    private final boolean secrets;
    private final StringBuilder out = new StringBuilder();
    /** Whether it begins with something that cannot be looked into: what follows is taken for parts of path or query then. */
    private boolean opaque;

    private Url(Text text, boolean secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    /** The URL itself, secrets and all: to be sent. */
    static URI of(Text text) {
        String whole = new Url(text, true).build();
        try {
            URI url = new URI(whole);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null) {
                throw wrong(text, "it has no " + (web ? "host name" : "http:// or https:// at its beginning"));
            }
            if (url.getUserInfo() != null) {
                throw wrong(text, "it holds a user before the host; pass headers: [Authorization: …] instead");
            }
            return new URI(url.toASCIIString().replaceFirst("#.*", ""));
        } catch (URISyntaxException malformed) {
            String reason = text.hasSecret()
                    ? "it is malformed"
                    : malformed.getReason() + " at character " + (malformed.getIndex() + 1);
            throw wrong(text, reason.toLowerCase(Locale.ROOT).charAt(0) + reason.substring(1));
        }
    }

    /** The URL for people, secrets masked and pending values in ‹›. */
    static String show(Text text) {
        return new Url(text, false).build();
    }

    private String build() {
        out.append(text.strings().get(0));
        for (int i = 0; i < text.values().size(); i++) {
            value(text.values().get(i), text.strings().get(i + 1));
            out.append(text.strings().get(i + 1));
        }
        return out.toString().strip();
    }

    private void value(Object value, String next) {
        if (value instanceof Pending || !secrets && Text.secretIn(value)) {
            opaque |= out.isEmpty();
            out.append(value instanceof Text parts ? parts.show() : String.valueOf(value));
            return;
        }
        String plain = plain(value);
        Matcher begun = AUTHORITY.matcher(out);
        if (value instanceof Raw || out.isEmpty()) {
            out.append(plain);
        } else if (opaque) {
            part(plain, next);
        } else if (!begun.lookingAt() || begun.end() == out.length() && !plain.startsWith("/")) {
            host(plain);
        } else if (begun.end() == out.length()) {
            path(plain);
        } else {
            part(plain, next);
        }
    }

    private String plain(Object value) {
        if (value == null || value instanceof Map || value instanceof Iterable) {
            throw wrong(
                    text,
                    "a value in it is " + (value == null ? "null" : "a " + (value instanceof Map ? "map" : "list"))
                            + ", not text");
        }
        if (value instanceof CharSequence && value.toString().contains(Secret.MASK)) {
            throw wrong(text, "a value in it holds a masked secret; pass the secret itself");
        }
        return value instanceof Secret secret
                ? secret.reveal()
                : value instanceof Text parts ? parts.reveal() : String.valueOf(value);
    }

    /** Between {@code https://} and the path. */
    private void host(String plain) {
        if (!HOST.matcher(plain).matches()) {
            throw wrong(
                    text,
                    "a value stands where the host name belongs, and has characters that a host name has not: write raw(…) where that is meant");
        }
        out.append(plain);
    }

    /** Directly behind the host a value that begins with a slash can only be a whole path. */
    private void path(String plain) {
        plain.codePoints().forEach(c -> {
            boolean kept = c < 128 && (Character.isLetterOrDigit(c) || "/?&=%-._~!$'()*+,;:@".indexOf(c) >= 0);
            out.append(kept ? Character.toString(c) : encoded(Character.toString(c)));
        });
    }

    private void part(String plain, String next) {
        boolean query = out.indexOf("?") >= 0;
        boolean whole = out.charAt(out.length() - 1) == '/' && (next.isEmpty() || "/?#".indexOf(next.charAt(0)) >= 0);
        if (!query && whole && (plain.isEmpty() && next.startsWith("/") || plain.equals(".") || plain.equals(".."))) {
            throw wrong(text, "a part of its path is '" + plain + "', which would make it another path");
        }
        out.append(encoded(plain));
    }

    /** Everything but the unreserved characters becomes {@code %XX}. */
    static String encoded(String plain) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean kept = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            encoded.append(kept ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    private static RunbookException wrong(Text text, String why) {
        return RunbookException.invalid("http: expected a URL such as https://chat.example.org/health, found '"
                + text.show() + "': " + why + ".");
    }
}
