package dev.runbook.plugins.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What servers answer, as the data that a script sees. */
final class Replies {
    private Replies() {}

    /** Text, Long, list of these, or null. */
    static Object data(Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> list) {
            List<Object> data = new ArrayList<>();
            list.forEach(each -> data.add(data(each)));
            return data;
        }
        return reply;
    }

    static Object yesOrNo(Object reply) {
        return reply instanceof Long number ? (Object) (number > 0) : data(reply);
    }

    static Object number(Object reply) {
        Object text = data(reply);
        return text instanceof String digits ? (Object) Double.valueOf(digits.replace("inf", "Infinity")) : text;
    }

    /** A flat list of keys and values, as a map. */
    static Map<String, Object> map(Object reply) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (data(reply) instanceof List<?> flat) {
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                map.put(String.valueOf(flat.get(i)), flat.get(i + 1));
            }
        }
        return map;
    }

    static Map<String, Object> scores(Object reply) {
        Map<String, Object> scores = map(reply);
        scores.replaceAll(
                (member, score) -> Double.valueOf(String.valueOf(score).replace("inf", "Infinity")));
        return scores;
    }

    /** What has no order of its own comes in the order of the alphabet, so that it can be compared. */
    static List<String> sorted(Object reply) {
        TreeSet<String> sorted = new TreeSet<>();
        if (data(reply) instanceof List<?> members) {
            members.forEach(each -> sorted.add(String.valueOf(each)));
        }
        return new ArrayList<>(sorted);
    }
}
