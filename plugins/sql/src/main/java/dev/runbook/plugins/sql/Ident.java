package dev.runbook.plugins.sql;

import dev.runbook.engine.model.RunbookException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a table, column or other object, quoted when it is put into a statement.
 *
 * @param parts the name, with its schema before it where the author gave one
 */
public record Ident(List<String> parts) {
    public Ident {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
            throw RunbookException.invalid("ident: expected the name of a table or column, found an empty one.");
        }
        if (parts.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
            throw RunbookException.invalid("ident: a name cannot hold a NUL character.");
        }
    }

    /** The quoted name; a quote inside it is doubled. */
    String quoted(char quote) {
        String once = String.valueOf(quote);
        return parts.stream()
                .map(part -> once + part.replace(once, once + once) + once)
                .collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return quoted('"');
    }
}
