package dev.runbook.cli.reference;

import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;

/** The words of a registry as a page of Markdown, in full; and the kinds of targets with the keys of the inventory. */
public final class MarkdownPage {
    private final StringBuilder page = new StringBuilder();
    private final Registry registry;

    private MarkdownPage(Registry registry) {
        this.registry = registry;
    }

    /** @param title {@code The words of the language} */
    public static String of(String title, String about, Registry registry) {
        return new MarkdownPage(registry).text(title, about);
    }

    private String text(String title, String about) {
        line("<!-- Made by `runbook words --format markdown`: edit the annotations of the code, not this page. -->");
        line("# " + title);
        line("");
        line(about);
        Vocabulary vocabulary = new Vocabulary(registry);
        section("Plan words", vocabulary.planWords());
        section("Step words", vocabulary.stepWords());
        vocabulary.facades().forEach((name, type) -> section("Words on `" + name + "`", vocabulary.words(type)));
        registry.targetKinds().forEach(this::target);
        return page.toString();
    }

    private void section(String title, List<WordSpec> words) {
        if (!words.isEmpty()) {
            line("");
            line("## " + title);
            words.forEach(this::word);
        }
    }

    private void word(WordSpec word) {
        line("");
        line("### `" + Signature.of(word, false) + "`");
        line("");
        line("*" + Signature.place(word) + gives(word) + "*");
        line("");
        line(escaped(word.word().value()));
        List<Option> options = Signature.visible(word);
        if (!options.isEmpty()) {
            line("");
            line("| option | takes | meaning |");
            line("|---|---|---|");
            options.forEach(each -> line("| `" + Signature.name(each) + "` | " + cell(Signature.type(each)) + " | "
                    + cell(escaped(each.about())) + (each.required() ? " (required)" : "") + " |"));
        }
    }

    private static String gives(WordSpec word) {
        Class<?> type = word.word().yields();
        boolean plain = type != Object.class && type != Void.class && !Registry.isFacade(type);
        return plain ? " · gives " + type.getSimpleName() : "";
    }

    private void target(TargetKind kind) {
        if (kind.keys().isEmpty()) {
            return;
        }
        line("");
        line("## Targets of the kind `" + kind.name() + "`");
        line("");
        line("Under `" + kind.section() + ":` of an environment in the inventory.");
        line("");
        line("| key | takes | meaning |");
        line("|---|---|---|");
        for (Key key : kind.keys()) {
            line("| `" + key.name() + "` | " + key.type().getSimpleName() + " | " + cell(escaped(key.about()))
                    + (key.required() ? " (required)" : "") + " |");
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    /** What Markdown would take for its own. */
    private static String escaped(String text) {
        return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
    }
}
