package dev.runbook.dsl.words.host.files;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code ${name}} placeholders; {@code $${name}} stands for a literal one. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    private final String name;
    private final String text;

    Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The values stay apart, so that secrets and pending ones are seen. */
    Text fill(Map<?, ?> values) {
        List<String> strings = new ArrayList<>();
        List<Object> filled = new ArrayList<>();
        Set<String> unused = new LinkedHashSet<>();
        values.keySet().forEach(each -> unused.add(String.valueOf(each)));
        StringBuilder literal = new StringBuilder();
        int from = 0;
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            literal.append(text, from, found.start());
            from = found.end();
            if (!found.group(1).isEmpty()) {
                literal.append(found.group().substring(1));
                continue;
            }
            strings.add(literal.toString());
            literal.setLength(0);
            filled.add(value(values, found));
            unused.remove(found.group(2));
        }
        strings.add(literal.append(text.substring(from)).toString());
        if (!unused.isEmpty()) {
            throw RunbookException.invalid("template " + name + ": it has no placeholder for " + unused);
        }
        return new Text(strings, filled);
    }

    private Object value(Map<?, ?> values, Matcher found) {
        String key = found.group(2);
        Object value = values.get(key);
        if (value == null) {
            long line = text.substring(0, found.start()).lines().count();
            throw RunbookException.invalid("template " + name + ", line " + Math.max(1, line) + ": ${" + key
                    + "} has no value"
                    + Suggestion.near(
                            key, values.keySet().stream().map(String::valueOf).toList()) + "; write $${" + key
                    + "} where the file itself means ${" + key + "}");
        }
        return value;
    }
}
