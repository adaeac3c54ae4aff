package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the API that lists what there is, page by page. */
final class Directory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 60;
    private static final long NOT_COUNTED = -1;

    private final Statements rows;
    private final long countable;

    /** Where there are more people than {@code countable}, it counts nothing for statistics. */
    Directory(Connection database, long countable) {
        this.rows = new Statements(database);
        this.countable = countable;
    }

    /** Whether it was something of this kind. */
    boolean answer(HttpExchange exchange, String asked) throws IOException, SQLException {
        String[] at = asked.split("[ /]+");
        switch (asked.replaceAll("/name/[^/]+", "/name/*").replaceAll("/channels/[^/]+/posts", "/channels/*/posts")) {
            case "GET /teams" ->
                page(
                        exchange,
                        "select id, name, displayname as display_name, deleteat as delete_at from Teams order by id");
            case "GET /channels" -> {
                String which = asked(exchange).containsKey("include_deleted") ? "true" : "deleteat = 0";
                page(
                        exchange,
                        "select id, teamid as team_id, name, type, deleteat as delete_at, lastpostat as last_post_at from Channels where type in ('O', 'P') and "
                                + which + " order by id");
            }
            case "GET /users" ->
                page(
                        exchange,
                        "select u.id, username, email, u.deleteat as delete_at, roles, lastpictureupdate as last_picture_update, b.userid is not null as is_bot from Users u left join Bots b on b.userid = u.id order by username");
            case "GET /emoji" -> page(exchange, "select id, name from Emoji where deleteat = 0 order by id");
            case "GET /analytics/old" -> analytics(exchange);
            case "GET /teams/name/*/channels/name/*" -> channel(exchange, at[3], at[6]);
            case "GET /channels/*/posts" -> posts(exchange, at[2]);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void page(HttpExchange exchange, String sql) throws IOException, SQLException {
        Map<String, String> asked = asked(exchange);
        int size = Integer.parseInt(asked.getOrDefault("per_page", String.valueOf(PAGE)));
        int page = Integer.parseInt(asked.getOrDefault("page", "0"));
        Api.reply(exchange, 200, rows.all(sql + " limit " + size + " offset " + (long) page * size));
    }

    /** With the product's own posts, and with those of conversations between people. */
    private void analytics(HttpExchange exchange) throws IOException, SQLException {
        boolean extra = "extra_counts".equals(asked(exchange).get("name"));
        String sql = extra
                ? "select count(distinct postid) from FileInfo where postid <> '' and deleteat = 0"
                : "select count(*) from Posts where deleteat = 0";
        long count = rows.number("select count(*) from Users") > countable ? NOT_COUNTED : rows.number(sql);
        Api.reply(exchange, 200, List.of(Map.of("name", extra ? "file_post_count" : "post_count", "value", count)));
    }

    private void channel(HttpExchange exchange, String team, String name) throws IOException, SQLException {
        List<Map<String, Object>> found = rows.all(
                "select c.id, c.name from Channels c join Teams t on t.id = c.teamid where t.name = ? and c.name = ?",
                team,
                name);
        Api.reply(exchange, found.isEmpty() ? 404 : 200, found.isEmpty() ? Map.of() : found.get(0));
    }

    private void posts(HttpExchange exchange, String channel) throws IOException, SQLException {
        long since = Long.parseLong(asked(exchange).getOrDefault("since", "0"));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode order = answer.putArray("order");
        ObjectNode posts = answer.putObject("posts");
        for (Map<String, Object> row : rows.all(
                "select id, message, createat as create_at from Posts where channelid = ? and updateat > ? and deleteat = 0 order by createat desc limit 1000",
                channel,
                since)) {
            String id = (String) row.get("id");
            order.add(id);
            ObjectNode post = posts.putObject(id).setAll((ObjectNode) JSON.valueToTree(row));
            post.putObject("metadata")
                    .set(
                            "files",
                            JSON.valueToTree(rows.all(
                                    "select id, name, size from FileInfo where postid = ? and deleteat = 0", id)));
        }
        Api.reply(exchange, 200, answer);
    }

    private static Map<String, String> asked(HttpExchange exchange) {
        Map<String, String> asked = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String each : query == null ? new String[0] : query.split("&")) {
            asked.put(each.replaceFirst("=.*", ""), each.replaceFirst("^[^=]*=?", ""));
        }
        return asked;
    }
}
