package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;

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

    void add(ScriptFile file, ASTNode node, String message) {
        add(file, Math.max(1, node.getLineNumber()), Math.max(1, node.getColumnNumber()), message);
    }

    void add(ScriptFile file, int line, int column, String message) {
        problems.add(new Problem(file.label(), line, column, message.replaceAll("\\s*\\n\\s*", " "), file.line(line)));
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    List<Problem> sorted() {
        List<Problem> all = new ArrayList<>(problems);
        all.sort(Comparator.comparing((Problem each) -> order.getOrDefault(each.file(), Integer.MAX_VALUE))
                .thenComparing(Problem::line)
                .thenComparing(Problem::column));
        return all;
    }
}
