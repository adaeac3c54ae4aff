package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A command put together from parts, its values apart, so that each reaches the shell as one word whatever is in it. */
public final class Script {
    private final List<String> strings = new ArrayList<>(List.of(""));
    private final List<Object> values = new ArrayList<>();

    /** Shell text, as it stands. */
    public Script add(String literal) {
        strings.set(strings.size() - 1, strings.get(strings.size() - 1) + literal);
        return this;
    }

    /** Exactly one word, or a part of one. */
    public Script value(Object value) {
        values.add(value);
        strings.add("");
        return this;
    }

    /** The password in front of a command, for that process alone. */
    public Script password(String variable, Object password) {
        return password == null ? this : add(variable + "=").value(password).add(" ");
    }

    /** The start of a script that makes a file {@code $p}: for its owner alone, and never over one that is there. */
    public Script newFile(Text path) {
        return add("umask 077\np=")
                .value(path)
                .add(
                        "\nif [ -e \"$p\" ]; then echo \"$p is there already: remove it, or choose another name\" >&2; exit 1; fi\n");
    }

    /** One command into another. In a shell without pipefail the first one's status would be lost: it says itself how it ended. */
    public Script piped(Consumer<Script> dump, Consumer<Script> load, String otherwise) {
        add("s=$( { { ");
        dump.accept(this);
        add(" && echo whole >&3 || echo broken >&3; } |\n  ");
        load.accept(this);
        return add(" >&2; } 3>&1 )\n[ \"$s\" = whole ] || { echo '" + otherwise + "' >&2; exit 1; }\n");
    }

    Text text() {
        return new Text(strings, values);
    }
}
