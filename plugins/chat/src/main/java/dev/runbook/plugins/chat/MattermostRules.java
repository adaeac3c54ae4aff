package dev.runbook.plugins.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What Mattermost's importer demands of a line (as of server 11). Names of teams, channels and users are remembered; of posts nothing is. */
final class MattermostRules {
    static final int LONGEST = 16_383;

    private static final List<String> ORDER = List.of(
            "version",
            "role",
            "scheme",
            "emoji",
            "team",
            "channel",
            "user",
            "bot",
            "post",
            "direct_channel",
            "direct_post");
    private static final Pattern TEAM = Pattern.compile("[a-z0-9-]{2,64}");
    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern USER = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final Pattern EMOJI = Pattern.compile("[a-zA-Z0-9+_-]{1,64}");
    private static final Pattern RESERVED_TEAM = Pattern.compile(
            "(admin|api|channel|claim|error|files|help|landing|login|mfa|oauth|plug|plugins|post|signup|boards|playbooks).*");
    private static final Set<String> RESERVED_USERS = Set.of("all", "channel", "matterbot", "system");

    /** Seconds where milliseconds are wanted lie before this: 2001. */
    private static final long EARLIEST = 1_000_000_000_000L;

    private final int longestPost;
    private final Set<String> teams = new HashSet<>();
    private final Set<String> channels = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Map<String, String> emails = new HashMap<>();
    private int reached;

    MattermostRules(int longestPost) {
        this.longestPost = longestPost;
    }

    /** Names of teams, channels ({@code team/channel}), and users with bots, sorted. */
    Map<String, List<String>> names() {
        Map<String, List<String>> names = new TreeMap<>();
        Map.of("team", teams, "channel", channels, "user", users)
                .forEach(
                        (kind, known) -> names.put(kind, known.stream().sorted().toList()));
        return names;
    }

    void check(long number, String type, JsonNode line, JsonNode body, Consumer<String> problem) {
        Consumer<String> told = text -> problem.accept(type + ": " + text);
        order(number, type, line, problem);
        switch (type) {
            case "team" -> team(body, told);
            case "channel" -> channel(body, told);
            case "user" -> user(body, told);
            case "bot" -> users.add(body.path("username").asText());
            case "emoji" -> name(body, EMOJI, "letters, digits, + _ -, at most 64", told);
            case "post" -> post(body, told);
            case "direct_channel" ->
                members(
                        body.has("members") ? body.path("members") : body.path("participants"),
                        body.path("favorited_by"),
                        told);
            case "direct_post" -> direct(body, told);
            default -> {}
        }
    }

    private void order(long number, String type, JsonNode line, Consumer<String> problem) {
        if (number == 1 && !(type.equals("version") && line.path("version").asInt() == 1)) {
            problem.accept(
                    "expected {\"type\": \"version\", \"version\": 1} in the first line, found type '" + type + "'");
        }
        int at = ORDER.indexOf(type);
        if (at < 0) {
            problem.accept("expected a type of " + ORDER + ", found '" + type + "'");
        } else if (at < reached) {
            problem.accept(type + ": expected before the first " + ORDER.get(reached) + ", found behind it");
        } else {
            reached = at;
        }
    }

    private void team(JsonNode team, Consumer<String> told) {
        String name = name(team, TEAM, "2 to 64 of a-z, 0-9 and -", told);
        if (RESERVED_TEAM.matcher(name).matches()) {
            told.accept("the name '" + name + "' begins with a reserved word");
        }
        length(team, "display_name", 64, told);
        length(team, "description", 255, told);
        oneOf(team, Set.of("O", "I"), told);
        teams.add(name);
    }

    private void channel(JsonNode channel, Consumer<String> told) {
        String name = name(channel, CHANNEL, "1 to 64 of a-z, 0-9, _ and -, beginning with a letter or digit", told);
        String team = known(channel, "team", teams, told);
        length(channel, "display_name", 64, told);
        length(channel, "header", 1024, told);
        length(channel, "purpose", 250, told);
        oneOf(channel, Set.of("O", "P"), told);
        channels.add(team + "/" + name);
    }

    private void user(JsonNode user, Consumer<String> told) {
        String name = user.path("username").asText("");
        if (!USER.matcher(name).matches() || RESERVED_USERS.contains(name)) {
            told.accept("username: expected 1 to 64 of a-z, 0-9, . _ and -, and no reserved one, found '" + name + "'");
        }
        String email = user.path("email").asText("");
        if (email.isEmpty() || email.length() > 128) {
            told.accept("email of '" + name + "': expected 1 to 128 characters, found " + email.length());
        }
        String other = emails.put(email.toLowerCase(java.util.Locale.ROOT), name);
        if (other != null && !email.isEmpty()) {
            told.accept("email of '" + name + "' is that of '" + other + "' too");
        }
        if (user.hasNonNull("password") && user.hasNonNull("auth_data")) {
            told.accept("'" + name + "' has both password and auth_data");
        }
        if (user.path("auth_service").asText("").isEmpty()
                != user.path("auth_data").asText("").isEmpty()) {
            told.accept("'" + name + "' has one of auth_service and auth_data without the other");
        }
        List.of("nickname", "first_name", "last_name").forEach(each -> length(user, each, 64, told));
        length(user, "position", 128, told);
        for (JsonNode team : user.path("teams")) {
            known(team, "name", teams, told);
        }
        users.add(name);
    }

    private void post(JsonNode post, Consumer<String> told) {
        String team = known(post, "team", teams, told);
        String channel = post.path("channel").asText("");
        if (!channels.contains(team + "/" + channel)) {
            told.accept("the channel '" + channel + "' of team '" + team + "' is in no line before");
        }
        message(post, told);
    }

    private void message(JsonNode post, Consumer<String> told) {
        known(post, "user", users, told);
        String message = post.path("message").asText("");
        int length = message.codePointCount(0, message.length());
        if (length > longestPost) {
            told.accept("message: expected at most " + longestPost + " characters, found " + length);
        }
        long at = post.path("create_at").asLong(0);
        if (at < EARLIEST) {
            told.accept("create_at: expected milliseconds since 1970, found "
                    + post.path("create_at").asText("nothing"));
        }
        for (JsonNode reaction : post.path("reactions")) {
            if (reaction.path("create_at").asLong(0) < at) {
                told.accept("a reaction is older than what it is to");
            }
        }
        post.path("replies").forEach(reply -> message(reply, text -> told.accept("reply: " + text)));
    }

    private void direct(JsonNode post, Consumer<String> told) {
        members(post.path("channel_members"), post.path("flagged_by"), told);
        message(post, told);
    }

    /** Two (the same one twice for oneself), or a group of three to eight. */
    private void members(JsonNode members, JsonNode subset, Consumer<String> told) {
        Set<String> names = new HashSet<>();
        members.forEach(
                each -> names.add(each.isObject() ? each.path("username").asText() : each.asText()));
        if (members.size() < 2 || members.size() > 8) {
            told.accept("expected 2 to 8 members, found " + members.size()
                    + (members.size() > 8 ? ": a bigger group must become a private channel" : ""));
        }
        names.stream()
                .filter(each -> !users.contains(each))
                .forEach(each -> told.accept("the member '" + each + "' is in no line before"));
        subset.forEach(each -> {
            if (!names.contains(each.asText())) {
                told.accept("'" + each.asText() + "' is no member");
            }
        });
    }

    private static String known(JsonNode node, String field, Set<String> names, Consumer<String> told) {
        String name = node.path(field).asText("");
        if (!names.contains(name)) {
            told.accept("the " + (field.equals("name") ? "team" : field) + " '" + name + "' is in no line before");
        }
        return name;
    }

    private static String name(JsonNode node, Pattern pattern, String expected, Consumer<String> told) {
        String name = node.path("name").asText("");
        if (!pattern.matcher(name).matches()) {
            told.accept("name: expected " + expected + ", found '" + name + "'");
        }
        return name;
    }

    private static void length(JsonNode node, String field, int most, Consumer<String> told) {
        String text = node.path(field).asText("");
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            told.accept(field + ": expected at most " + most + " characters, found " + length);
        }
    }

    private static void oneOf(JsonNode node, Set<String> types, Consumer<String> told) {
        String type = node.path("type").asText("");
        if (!types.contains(type)) {
            told.accept("type: expected one of " + types + ", found '" + type + "'");
        }
    }
}
