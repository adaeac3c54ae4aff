package dev.runbook.cli.reference;

import dev.runbook.cli.console.Paragraph;
import dev.runbook.cli.console.Style;
import dev.runbook.cli.console.Table;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Option;
import java.util.ArrayList;
import java.util.List;

/** Everything that the annotations say about one word. */
final class Page {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final Registry registry;
    private final WordSpec word;
    private final Style style;

    Page(Registry registry, WordSpec word, Style style) {
        this.registry = registry;
        this.word = word;
        this.style = style;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Paragraph.wrap(Signature.of(word, true), WIDTH).forEach(line -> lines.add(style.strong(line)));
        lines.add(INDENT + style.faint(Signature.place(word)));
        lines.add("");
        Paragraph.wrap(word.word().value(), WIDTH).forEach(line -> lines.add(INDENT + line));
        options(lines);
        value(lines);
        return lines;
    }

    private void options(List<String> lines) {
        List<Option> options = Signature.visible(word);
        if (options.isEmpty()) {
            return;
        }
        lines.add("");
        Table table = new Table();
        for (Option option : options) {
            String name = Signature.name(option);
            List<String> about =
                    Paragraph.wrap(option.about() + (option.required() ? " (required)" : ""), WIDTH * 2 / 3);
            table.row(INDENT + style.name(name), Signature.type(option), about.get(0));
            about.stream().skip(1).forEach(line -> table.row("", "", line));
        }
        lines.addAll(table.lines());
    }

    private void value(List<String> lines) {
        Class<?> type = Registry.isFacade(word.word().yields())
                ? word.word().yields()
                : word.word().delegate();
        if (Registry.isFacade(type)) {
            lines.add("");
            lines.add(INDENT
                    + (type == word.word().delegate() ? "Words inside: " : "Words on its value: ")
                    + String.join(", ", registry.facade(type).keySet()));
        } else if (word.word().yields() != Object.class) {
            lines.add("");
            lines.add(INDENT + "Gives: " + word.word().yields().getSimpleName());
        }
    }
}
