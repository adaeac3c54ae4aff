package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A command of a script, its values still apart, turned into text for a shell: each value one word, whatever is in it. */
public final class CommandText {
    private static final int EXCERPT = 30;

    private final Text text;
    private final Form form;
    private final Scanner scanner = new Scanner();
    private final StringBuilder out = new StringBuilder();

    private CommandText(Text text, Form form) {
        this.text = merged(text);
        this.form = form;
    }

    /** As a person may see it. Finds the same mistakes as {@link #sent}, so that a dry run shows them. */
    public static String shown(Text text) {
        return new CommandText(text, Form.SHOWN).render().strip();
    }

    /** As the shell gets it. Reveals nothing: the secrets come back apart. */
    public static Rendered sent(Text text) {
        Form.Sent form = new Form.Sent();
        String script = new CommandText(text, form).render();
        return new Rendered(script, form.secrets());
    }

    private String render() {
        literal(0);
        for (int i = 0; i < text.values().size(); i++) {
            Object value = text.values().get(i);
            if (scanner.here() != Lexical.COMMENT) {
                checkPlace(i);
                out.append(words(value, i));
                scanner.value();
            }
            literal(i + 1);
        }
        if (out.indexOf("\0") >= 0) {
            throw RunbookException.invalid("A command holds a NUL character: " + excerpt(0));
        }
        return out.toString();
    }

    private void literal(int index) {
        out.append(text.strings().get(index));
        scanner.literal(text.strings().get(index));
    }

    private void checkPlace(int index) {
        String problem = scanner.doubt();
        if (problem != null) {
            throw refused(
                    index, "after a place where " + problem, "put the value into a variable first, as in name=${…}; …");
        }
        if (scanner.inside(Lexical.HERE_DOCUMENT)) {
            throw refused(index, "in a here-document, where the shell would expand it", "pass the text through stdin:");
        }
        if (scanner.inside(Lexical.BACKQUOTES)) {
            throw refused(index, "in backquotes", "write \\$( ) instead, outside of double quotes");
        }
        if (scanner.inside(Lexical.DOUBLE_QUOTES)
                || scanner.inside(Lexical.SINGLE_QUOTES)
                || scanner.inside(Lexical.DOLLAR_QUOTES)) {
            throw refused(
                    index,
                    "in quotes",
                    "leave the quotes out: a value is passed as exactly one word, whatever is in it, also next to other text as in --out=${…}");
        }
        if (scanner.inside(Lexical.PARAMETER) || scanner.inside(Lexical.ARITHMETIC)) {
            throw refused(
                    index,
                    "inside a ${…}, $((…)) or ((…)) of the shell",
                    "put the value into a variable first, as in name=${…}; …");
        }
        if (scanner.afterBackslash() || scanner.afterDollar()) {
            throw refused(
                    index,
                    "right after a " + (scanner.afterDollar() ? "$" : "backslash"),
                    "remove that character: the value is quoted as it is");
        }
    }

    private String words(Object value, int index) {
        if (value instanceof Words marked) {
            checkAlone(index);
            return list(marked.items(), index);
        }
        if (value instanceof Object[] array) {
            return words(Arrays.asList(array), index);
        }
        if (value instanceof Collection<?> items) {
            checkAlone(index);
            if (items.isEmpty()) {
                throw refused(index, "and is an empty list", "write words(list) where no word at all is meant");
            }
            return list(items, index);
        }
        return word(value, index);
    }

    private String list(Collection<?> items, int index) {
        return items.stream().map(each -> word(each, index)).collect(Collectors.joining(" "));
    }

    private String word(Object value, int index) {
        if (value == null) {
            throw refused(index, "and is null", "find out why there is no value, or give one with ?:");
        }
        if (value instanceof Secret secret) {
            return form.secret(secret);
        }
        if (value instanceof Pending pending) {
            return form.pending(pending);
        }
        if (value instanceof Text inner) {
            return inner(inner);
        }
        if (value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Words
                || value instanceof Object[]) {
            String kind = value instanceof Map<?, ?> ? "a map" : "a list inside a list";
            throw refused(
                    index,
                    "and holds " + kind,
                    "make words of it first: a command takes texts, numbers and lists of these");
        }
        return form.plain(value.toString());
    }

    private String inner(Text inner) {
        if (inner.hasPending()) {
            return form.pending(new Pending(inner.show()));
        }
        return inner.hasSecret()
                ? form.secret(Secret.late("a text with a secret", inner::reveal))
                : form.plain(inner.reveal());
    }

    private void checkAlone(int index) {
        String before = text.strings().get(index);
        String after = text.strings().get(index + 1);
        boolean first = index == 0 && before.isEmpty();
        boolean starts = first || (!before.isEmpty() && scanner.wordStart());
        boolean ends =
                after.isEmpty() ? index + 1 == text.values().size() : " \t\n;|&()<>".indexOf(after.charAt(0)) >= 0;
        if (!starts || !ends) {
            throw refused(
                    index,
                    "and is a list next to other text",
                    "let it stand alone, between blanks: it becomes several words");
        }
    }

    private RunbookException refused(int index, String where, String advice) {
        return RunbookException.invalid("The value number " + (index + 1) + " of the command stands " + where + ": "
                + excerpt(index) + "; " + advice);
    }

    private String excerpt(int index) {
        String before = text.strings().get(index);
        String after = index + 1 < text.strings().size() ? text.strings().get(index + 1) : "";
        String head = before.length() > EXCERPT ? "…" + before.substring(before.length() - EXCERPT) : before;
        String tail = after.length() > EXCERPT ? after.substring(0, EXCERPT) + "…" : after;
        return head + "‹here›" + tail;
    }

    /** The same text with each {@code raw()} made part of the literal, so that its quotes count. */
    private static Text merged(Text text) {
        List<String> strings = new ArrayList<>(List.of(text.strings().get(0)));
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < text.values().size(); i++) {
            String next = text.strings().get(i + 1);
            if (text.values().get(i) instanceof Raw raw) {
                strings.set(strings.size() - 1, strings.get(strings.size() - 1) + raw.text() + next);
            } else {
                values.add(text.values().get(i));
                strings.add(next);
            }
        }
        return new Text(strings, values);
    }
}
