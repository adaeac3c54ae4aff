package dev.runbook.dsl.check;

import java.nio.file.Path;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;

/**
 * One script as it was read: its lines, and the tree of its code, in which no name is resolved and no annotation acted upon.
 *
 * @param label how messages name it
 */
record ScriptFile(Path path, String label, String text, List<String> lines, ModuleNode module) {
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** Whether the source has this character where the node begins. */
    boolean startsWith(ASTNode node, char expected) {
        String line = line(node.getLineNumber());
        int at = node.getColumnNumber() - 1;
        return at >= 0 && at < line.length() && line.charAt(at) == expected;
    }

    /** How another place of the scripts names a line of this one. */
    String at(int number, ScriptFile from) {
        return this == from ? "line " + number : label + ":" + number;
    }
}
