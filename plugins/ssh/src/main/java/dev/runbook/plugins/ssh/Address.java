package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.RunbookException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a host is, as an inventory or a {@code ProxyJump} writes it: {@code host}, {@code host:port}, {@code user@host}, {@code ssh://user@host:port}, IPv6 bare or in brackets. */
record Address(Optional<String> user, String host, Optional<Integer> port) {
    private static final Pattern BARE_IPV6 =
            Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%[\\w.-]+)?");
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<user>\\S+)@)?(?:\\[(?<v6>[^\\]\\s]+)\\]|(?<host>[^:\\s/@\\[\\]]+))(?::(?<port>\\d{1,5}))?");

    /** {@code where} says for messages where the text stands. */
    static Address parse(String text, String where) {
        String bare = text.strip();
        if (bare.startsWith("ssh://")) {
            bare = bare.substring("ssh://".length()).replaceFirst("/$", "");
        }
        int at = bare.lastIndexOf('@');
        if (BARE_IPV6.matcher(bare.substring(at + 1)).matches()) {
            bare = bare.substring(0, at + 1) + "[" + bare.substring(at + 1) + "]";
        }
        Matcher form = FORM.matcher(bare);
        if (!form.matches() || form.group("port") != null && !isPort(form.group("port"))) {
            throw RunbookException.invalid(where
                    + ": expected an address such as 10.0.0.5, host:port, ssh://user@host:port or [2001:db8::1]:22, found '"
                    + text + "'");
        }
        String host = form.group("v6") == null ? form.group("host") : form.group("v6");
        return new Address(
                Optional.ofNullable(form.group("user")),
                host,
                Optional.ofNullable(form.group("port")).map(Integer::valueOf));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= 65_535;
    }
}
