package dev.runbook.cli.reference;

import dev.runbook.cli.console.Style;
import dev.runbook.cli.console.Table;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The language's reference: what {@code runbook words} prints. */
public final class Reference {
    private final Registry registry;
    private final Style style;
    private final Vocabulary vocabulary;
    private final Map<String, Class<?>> facades;

    public Reference(Registry registry, Style style) {
        this.registry = registry;
        this.style = style;
        this.vocabulary = new Vocabulary(registry);
        this.facades = vocabulary.facades();
    }

    /** Every word, a line each. */
    public List<String> all() {
        List<String> lines = new ArrayList<>();
        section("Plan words: at the top level of the script; they make the plan", vocabulary.planWords(), lines);
        section("Step words: in the body of a step; they run when the step does", vocabulary.stepWords(), lines);
        facades.forEach((name, type) -> section("Words on " + name, vocabulary.words(type), lines));
        return lines;
    }

    private void section(String title, List<WordSpec> words, List<String> lines) {
        if (words.isEmpty()) {
            return;
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(style.strong(title));
        Table table = new Table();
        words.forEach(word -> table.row(
                "  " + style.name(Signature.of(word, false)),
                firstSentence(word.word().value())));
        lines.addAll(table.lines());
    }

    /** One word in full; {@code sql.rows} is the word {@code rows} on {@code sql}. */
    public List<String> of(String name) {
        List<WordSpec> words = find(name);
        if (words.isEmpty()) {
            throw RunbookException.invalid(
                    registry.isNotYet(name)
                            ? "'" + name + "' is part of the language, but not yet available in this version"
                            : unknown(name));
        }
        List<String> lines = new ArrayList<>();
        for (WordSpec word : words) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new Page(registry, word, style).lines());
        }
        return lines;
    }

    private List<WordSpec> find(String name) {
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            Class<?> facade = facade(name.substring(0, dot));
            return facade == null
                    ? List.of()
                    : registry.facade(facade).getOrDefault(name.substring(dot + 1), List.of());
        }
        Set<WordSpec> found = new LinkedHashSet<>(registry.plan(name));
        found.addAll(registry.step(name));
        facades.values().forEach(type -> found.addAll(registry.facade(type).getOrDefault(name, List.of())));
        return List.copyOf(found);
    }

    /** By its name as the script writes it, {@code sql('x')}, or without what stands in brackets. */
    private Class<?> facade(String name) {
        return facades.entrySet().stream()
                .filter(each -> plain(each.getKey()).equals(plain(name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String plain(String facade) {
        return facade.replaceAll("\\s*[({].*$", "");
    }

    private String unknown(String name) {
        Set<String> known = new TreeSet<>(registry.planNames());
        known.addAll(registry.stepNames());
        facades.forEach((facade, type) ->
                registry.facade(type).keySet().forEach(word -> known.add(plain(facade) + "." + word)));
        facades.values().forEach(type -> known.addAll(registry.facade(type).keySet()));
        String near = Suggestion.near(name, known);
        return "There is no word '" + name + "'" + (near.isEmpty() ? "; runbook words lists them all" : near);
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
