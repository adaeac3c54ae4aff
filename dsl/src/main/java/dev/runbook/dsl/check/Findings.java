package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;

/** The mistakes found so far; each is kept once. */
final class Findings {
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();

    /** Files are listed in the order in which they are read. */
    void reading(ScriptFile file) {
        order.putIfAbsent(file.label(), order.size());
    }

    void add(Place place, ASTNode node, String message) {
        add(place.file(), node, message);
    }

    void add(ScriptFile file, ASTNode where, String message) {
        ASTNode node = beginning(where);
        add(file, Math.max(1, node.getLineNumber()), Math.max(1, node.getColumnNumber()), message);
    }

    void add(ScriptFile file, int line, int column, String message) {
        problems.add(new Problem(file.label(), line, column, message.replaceAll("\\s*\\n\\s*", " "), file.line(line)));
    }

    /** Where an operation begins: with its left side, not with its sign. */
    private static ASTNode beginning(ASTNode node) {
        boolean operation = node instanceof BinaryExpression && !(node instanceof DeclarationExpression);
        return operation ? beginning(((BinaryExpression) node).getLeftExpression()) : node;
    }

    /** How many there are so far. */
    int count() {
        return problems.size();
    }

    List<Problem> sorted() {
        List<Problem> all = new ArrayList<>(problems);
        all.sort(Comparator.comparing((Problem each) -> order.getOrDefault(each.file(), Integer.MAX_VALUE))
                .thenComparing(Problem::line)
                .thenComparing(Problem::column));
        return all;
    }
}
