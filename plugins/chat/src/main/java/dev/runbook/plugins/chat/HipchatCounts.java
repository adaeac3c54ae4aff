package dev.runbook.plugins.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the JSON files of an archive hold. */
final class HipchatCounts {
    private final Map<String, Long> users = of("total", "active", "deleted", "guests");
    private final Map<String, Long> rooms = of("total", "public", "private", "archived");
    private final Map<String, Long> messages = of("rooms", "private", "privateCopies", "other");

    private static Map<String, Long> of(String... names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : names) {
            counts.put(name, 0L);
        }
        return counts;
    }

    /** A reader for a member that is known to be JSON. */
    HipchatJson json(String member) {
        String[] parts = member.split("/");
        return new HipchatJson(
                member,
                switch (member) {
                    case "users.json" -> (kind, user) -> user(user);
                    case "rooms.json" -> (kind, room) -> room(room);
                    default ->
                        parts.length == 3
                                ? (kind, message) -> message(parts[0], parts[1], kind, message)
                                : (kind, other) -> {};
                });
    }

    private void user(Map<String, String> user) {
        add(users, "total");
        boolean deleted = yes(user.get("is_deleted"));
        add(users, deleted ? "deleted" : "active");
        if ("guest".equals(user.get("account_type"))) {
            add(users, "guests");
        }
    }

    private void room(Map<String, String> room) {
        add(rooms, "total");
        add(rooms, "private".equals(room.get("privacy")) ? "private" : "public");
        if (yes(room.get("is_archived"))) {
            add(rooms, "archived");
        }
    }

    /** A private message stands under both who take part in it; the copy of its sender is the one that counts. */
    private void message(String where, String directory, String kind, Map<String, String> message) {
        if ("PrivateUserMessage".equals(kind)) {
            add(messages, "privateCopies");
            if (where.equals("users") && directory.equals(message.get("sender.id"))) {
                add(messages, "private");
            }
        } else if ("UserMessage".equals(kind) || "NotificationMessage".equals(kind)) {
            add(messages, "rooms");
        } else {
            add(messages, "other");
        }
    }

    private static boolean yes(String value) {
        return "true".equals(value) || "1".equals(value);
    }

    private static void add(Map<String, Long> counts, String name) {
        counts.merge(name, 1L, Long::sum);
    }

    Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("users", users);
        result.put("rooms", rooms);
        result.put("messages", messages);
        return result;
    }
}
