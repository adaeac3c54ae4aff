package dev.runbook.lab.hipchat;

import dev.runbook.lab.server.Amounts;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much there is to move.
 *
 * @param users     accounts
 * @param rooms     rooms, one in five deleted, one in four archived
 * @param messages  two thirds in rooms, the rest between two people
 * @param files     attachments
 * @param fileBytes bytes of each
 * @param poison    attachments with a name that breaks the importer
 * @param chatEvery milliseconds between the messages that people go on writing until they are shut out; 0: nobody writes
 * @param pace      milliseconds that the product's commands wait after each line of their log
 */
public record Sizes(int users, int rooms, int messages, int files, int fileBytes, int poison, int chatEvery, int pace) {
    /** A demo of seconds. */
    public static final Map<String, Integer> DEFAULTS = new TreeMap<>(Map.of(
            "users",
            24,
            "rooms",
            12,
            "messages",
            2_000,
            "files",
            30,
            "fileBytes",
            20_000,
            "poison",
            1,
            "chatEvery",
            200,
            "pace",
            0));

    private static final Map<String, Integer> LEAST = Map.of("users", 3, "rooms", 1, "messages", 1, "fileBytes", 1);

    private static final Amounts AMOUNTS = new Amounts(DEFAULTS, LEAST);

    /** Takes what the user asked for; what is left open has its default. */
    public static Sizes parse(Map<String, String> asked) {
        Map<String, Integer> sizes = AMOUNTS.parse(asked);
        return new Sizes(
                sizes.get("users"),
                sizes.get("rooms"),
                sizes.get("messages"),
                sizes.get("files"),
                sizes.get("fileBytes"),
                sizes.get("poison"),
                sizes.get("chatEvery"),
                sizes.get("pace"));
    }
}
