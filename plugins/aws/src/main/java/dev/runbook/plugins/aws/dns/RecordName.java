package dev.runbook.plugins.aws.dns;

import java.util.Locale;

/**
 * Which record is meant.
 *
 * @param zone the id of its zone
 * @param name with the dot at its end, in lower case
 * @param type {@code A}
 * @param set  the set identifier, or null
 */
record RecordName(String zone, String name, String type, String set) {
    /** A name as Route 53 tells it. */
    static String full(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    /** Route 53 gives a star as {@code \052}. */
    static String readable(String name) {
        return name.replace("\\052", "*");
    }

    String key() {
        return zone + " " + name + " " + type + (set == null ? "" : " " + set);
    }

    /** For messages. */
    String label() {
        return type + " " + name + (set == null ? "" : " (set '" + set + "')") + " in zone " + zone;
    }
}
