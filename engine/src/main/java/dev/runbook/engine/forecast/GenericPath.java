package dev.runbook.engine.forecast;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A step's path without the items of the {@code forEach}es around it: {@code room[kitchen]/import kitchen} is {@code room[*]/import *}. */
final class GenericPath {
    private static final Pattern ITEM = Pattern.compile("\\[([^\\[\\]*]+?)]/");

    private GenericPath() {}

    static String of(String path) {
        String generic = path;
        Matcher item = ITEM.matcher(generic);
        while (item.find()) {
            String before = generic.substring(0, item.start());
            String after = generic.substring(item.end());
            generic = before + "[*]/" + without(item.group(1).replaceFirst("#\\d+$", ""), after);
            item = ITEM.matcher(generic);
        }
        return generic;
    }

    private static String without(String label, String text) {
        return text.replaceAll("(?<!\\p{Alnum})" + Pattern.quote(label) + "(?!\\p{Alnum})", "*");
    }
}
