package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What {@code labelSelector} and {@code fieldSelector} pick: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a}, {@code !a}, together. */
final class Selector {
    private final List<Predicate<JsonNode>> tests = new ArrayList<>();

    Selector(String labels, String fields) {
        split(labels).forEach(test -> tests.add(of(test, "/metadata/labels", name -> "/" + escaped(name))));
        split(fields).forEach(test -> tests.add(of(test, "", name -> "/" + name.replace('.', '/'))));
    }

    private static List<String> split(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.split(","));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Predicate<JsonNode> of(
            String test, String within, java.util.function.UnaryOperator<String> pointer) {
        if (test.contains("!=")) {
            String[] parts = test.split("!=", 2);
            return object -> !value(object, within + pointer.apply(parts[0])).equals(parts[1]);
        }
        if (test.contains("=")) {
            String[] parts = test.split("==?", 2);
            return object -> value(object, within + pointer.apply(parts[0])).equals(parts[1]);
        }
        boolean absent = test.startsWith("!");
        String path = within + pointer.apply(absent ? test.substring(1) : test);
        return object -> object.at(path).isMissingNode() == absent;
    }

    private static String value(JsonNode object, String path) {
        return object.at(path).asText();
    }

    boolean picks(JsonNode object) {
        return tests.stream().allMatch(test -> test.test(object));
    }
}
