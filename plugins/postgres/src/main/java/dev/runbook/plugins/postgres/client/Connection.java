package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Address;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a client tool on a host reaches a database.
 *
 * @param text     libpq's keywords and values; never a password
 * @param password goes into the environment of the one process that needs it, or null
 */
record Connection(String text, Secret password) {
    private static final Pattern AT = Pattern.compile("(\\[[^\\]]+]|[^:]*)(?::(\\d{1,5}))?");
    private static final List<String> SHARED = List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");
    private static final int SECONDS = 10;

    /**
     * @param at {@code host:port}, or the folder of a socket, as the tool's host sees it, where that is not what the inventory's url says; or null
     */
    static Connection of(StepScope scope, Options options, TargetSpec database, String at) {
        Address address = Databases.installed().address(database);
        if (!address.product().equals("postgresql")) {
            throw RunbookException.invalid(
                    options.word() + ": expected a PostgreSQL database, found " + database.label() + " with a url of "
                            + address.product() + " (" + database.where() + "); use mysql('" + database.name() + "')");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("host", address.server().host());
        parts.put("port", String.valueOf(address.server().port()));
        if (at != null) {
            at(options.word(), at, parts);
        }
        parts.put("dbname", address.name());
        database.text("user").ifPresent(user -> parts.put("user", user));
        SHARED.stream()
                .filter(address.settings()::containsKey)
                .forEach(each -> parts.put(each, address.settings().get(each)));
        parts.put("application_name", "runbook:" + scope.run().id());
        parts.put("connect_timeout", String.valueOf(SECONDS));
        String url = address.settings().get("password");
        Secret password = url == null ? null : Secret.of("password", url);
        return new Connection(joined(parts), database.secret("password").orElse(password));
    }

    private static void at(String word, String at, Map<String, String> parts) {
        if (at.startsWith("/")) {
            parts.put("host", at);
            return;
        }
        Matcher found = AT.matcher(at);
        if (!found.matches() || found.group(1).isEmpty()) {
            throw RunbookException.invalid(
                    word + " at: expected 'HOST:PORT' or the folder of a socket, found '" + at + "'");
        }
        parts.put("host", found.group(1).replaceAll("[\\[\\]]", ""));
        if (found.group(2) != null) {
            parts.put("port", found.group(2));
        }
    }

    private static String joined(Map<String, String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String value) {
        return value.matches("[\\w./:@%+-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
