package dev.runbook.plugins.postgres.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL, as servers number them: 150008 is 15.8, 90624 is 9.6.24.
 */
public record ServerVersion(int number) implements Comparable<ServerVersion> {
    private static final Pattern SAID = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");
    private static final int TEN = 100_000;

    /** What {@code pg_dump --version} says; null where it says nothing of the kind. */
    static ServerVersion said(String text) {
        Matcher found = SAID.matcher(text);
        if (!found.find()) {
            return null;
        }
        int first = Integer.parseInt(found.group(1));
        int second = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        int third = found.group(3) == null ? 0 : Integer.parseInt(found.group(3));
        return new ServerVersion(first >= 10 ? first * 10_000 + second : first * 10_000 + second * 100 + third);
    }

    /** What tools and servers must agree on: 15, or 9.6. */
    public String major() {
        return number >= TEN ? String.valueOf(number / 10_000) : number / 10_000 + "." + number / 100 % 100;
    }

    /** Majors are compared: 15.2 and 15.8 are the same. */
    @Override
    public int compareTo(ServerVersion other) {
        return Integer.compare(rank(), other.rank());
    }

    private int rank() {
        return number >= TEN ? number / 10_000 * 10_000 : number / 100 * 100;
    }

    public boolean atLeast(ServerVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return number >= TEN
                ? number / 10_000 + "." + number % 10_000
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
