package dev.runbook.plugins.ssh;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** OpenSSH's pattern lists: {@code *} and {@code ?} are wild, {@code !} excludes, case does not count. */
final class NamePattern {
    private NamePattern() {}

    /** Whether one pattern matches the name and none excludes it. */
    static boolean anyMatches(List<String> patterns, String name) {
        boolean matched = false;
        for (String pattern : patterns) {
            boolean excludes = pattern.startsWith("!");
            if (matches(excludes ? pattern.substring(1) : pattern, name)) {
                if (excludes) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char each : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            regex.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL)
                .matcher(name.toLowerCase(Locale.ROOT))
                .matches();
    }
}
