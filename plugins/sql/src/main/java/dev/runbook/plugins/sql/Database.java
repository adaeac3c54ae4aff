package dev.runbook.plugins.sql;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.TargetSpec;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database of the inventory.
 *
 * @param spec    its entry
 * @param dialect what its server understands
 * @param rest    its URL behind the {@code jdbc:…:} prefix
 */
record Database(TargetSpec spec, Dialect dialect, String rest) {
    /** The kind of target. */
    static final String KIND = "database";

    private static final Pattern AUTHORITY = Pattern.compile("//([^/?]*)(.*)", Pattern.DOTALL);
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:,()\\[\\]@]*)(?::(\\d{1,5}))?");
    private static final Pattern PASSWORD = Pattern.compile("[?&]password=([^&]*)");

    static Database of(TargetSpec spec) {
        String url = spec.text("url")
                .orElseThrow(() -> RunbookException.invalid(spec.label() + " (" + spec.where() + ") has no url."));
        for (Dialect dialect : Dialect.values()) {
            for (String prefix : dialect.prefixes()) {
                if (url.startsWith(prefix)) {
                    return new Database(spec, dialect, url.substring(prefix.length())).checked();
                }
            }
        }
        throw RunbookException.invalid(spec.label() + " (" + spec.where()
                + "): expected a url that begins with jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:, found '"
                + url.replaceFirst("//.*|\\?.*", "…") + "'.");
    }

    private Database checked() {
        Matcher url = AUTHORITY.matcher(rest);
        if (url.matches() && url.group(1).contains("@")) {
            throw RunbookException.invalid(spec.label() + " (" + spec.where()
                    + "): the url holds a user before the host; write it under user: and password: instead.");
        }
        return this;
    }

    String name() {
        return spec.name();
    }

    /** The URL as its driver wants it; the one driver for MariaDB and MySQL knows its own prefix only. */
    String url() {
        return dialect.prefixes().get(0) + rest;
    }

    /** For messages: no user, no password, no options. */
    String place() {
        return spec.text("url").orElseThrow().replaceFirst("[?].*", "");
    }

    /** For messages: {@code database 'source' (jdbc:postgresql://db:5432/chat)}. */
    String label() {
        return spec.label() + " (" + place() + ")";
    }

    /** Where the server listens, as the host in {@code via:} sees it. */
    Endpoint endpoint() {
        Matcher url = AUTHORITY.matcher(rest);
        if (!url.matches()) {
            if (dialect == Dialect.POSTGRESQL && !rest.contains("//")) {
                return new Endpoint("localhost", dialect.port());
            }
            throw oneServer();
        }
        Matcher address = HOST_PORT.matcher(url.group(1));
        if (!address.matches()) {
            throw oneServer();
        }
        String host = address.group(1).replaceAll("[\\[\\]]", "");
        return new Endpoint(
                host.isEmpty() ? "localhost" : host,
                address.group(2) == null ? dialect.port() : Integer.parseInt(address.group(2)));
    }

    /** The URL with another server in its place. */
    String urlAt(Endpoint near) {
        Matcher parts = AUTHORITY.matcher(rest);
        return dialect.prefixes().get(0) + "//" + near + (parts.matches() ? parts.group(2) : "/" + rest);
    }

    /** What stands behind the question mark of the URL, by name. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        int at = rest.indexOf('?');
        for (String each : at < 0 ? new String[0] : rest.substring(at + 1).split("&")) {
            String[] parts = each.split("=", 2);
            if (parts.length == 2) {
                settings.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return settings;
    }

    /** The database's name on its server; the drivers take the user's where the URL has none. */
    String databaseName() {
        Matcher parts = AUTHORITY.matcher(rest);
        String path = (parts.matches() ? parts.group(2) : rest)
                .replaceFirst("[?].*", "")
                .replaceFirst("^/", "");
        return path.isEmpty() ? spec.text("user").orElse("") : decoded(path);
    }

    /** Another database on the same server. */
    Database named(String other) {
        Matcher parts = AUTHORITY.matcher(rest);
        String options = rest.indexOf('?') < 0 ? "" : rest.substring(rest.indexOf('?'));
        String server = parts.matches() ? "//" + parts.group(1) + "/" : "";
        String encoded = URLEncoder.encode(other, StandardCharsets.UTF_8).replace("+", "%20");
        return new Database(spec, dialect, server + encoded + options);
    }

    /** A password that stands in the URL itself, to be masked. */
    Optional<String> urlPassword() {
        Matcher found = PASSWORD.matcher(rest);
        return found.find() ? Optional.of(decoded(found.group(1))) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private RunbookException oneServer() {
        return RunbookException.invalid(label() + ", " + spec.where() + ": with via: the url names exactly one server, "
                + dialect.prefixes().get(0) + "//HOST:PORT/DATABASE; a tunnel leads to one.");
    }
}
