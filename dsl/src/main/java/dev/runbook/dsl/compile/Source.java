package dev.runbook.dsl.compile;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/**
 * One script file.
 *
 * @param label how messages name it
 */
public record Source(Path file, String label, String text) {
    public static Source read(Path file, String label) {
        try {
            return new Source(file.toAbsolutePath().normalize(), label, Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw RunbookException.invalid(label + ": cannot be read: " + unreadable);
        }
    }

    /** {@code FILE:LINE:COLUMN} of a node. */
    String at(ASTNode node) {
        return label + ":" + node.getLineNumber() + ":" + node.getColumnNumber();
    }

    /** The text of a node, as it stands; empty for one without a position. */
    String of(ASTNode node) {
        if (node.getLineNumber() < 1) {
            return "";
        }
        List<String> lines = text.lines().toList();
        StringBuilder found = new StringBuilder();
        for (int line = node.getLineNumber(); line <= Math.min(node.getLastLineNumber(), lines.size()); line++) {
            String whole = lines.get(line - 1);
            int from = line == node.getLineNumber() ? node.getColumnNumber() - 1 : 0;
            int to = line == node.getLastLineNumber()
                    ? Math.min(node.getLastColumnNumber() - 1, whole.length())
                    : whole.length();
            found.append(line == node.getLineNumber() ? "" : "\n").append(whole, Math.min(from, to), to);
        }
        return found.toString();
    }
}
