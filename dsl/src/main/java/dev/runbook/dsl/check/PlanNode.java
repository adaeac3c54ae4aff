package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;

/** A named place of the plan, as far as the script's text tells: a step, or a group of them. */
final class PlanNode {
    private final String kind;
    private final String name;
    private final Pattern pattern;
    private final ScriptFile file;
    private final ASTNode where;
    private final PlanNode parent;
    private final List<Branch> branches;
    private final int index;
    private Type result = Type.DYNAMIC;
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean computed;

    /** One of the ways that an {@code if} or {@code switch} at plan level takes. */
    record Branch(ASTNode fork, int way) {}

    PlanNode(String kind, String name, Pattern pattern, Place place, ASTNode where, int index) {
        this.kind = kind;
        this.name = name;
        this.pattern = pattern;
        this.file = place.file();
        this.where = where;
        this.parent = place.container();
        this.branches = place.branches();
        this.index = index;
    }

    String kind() {
        return kind;
    }

    /** Null where it is not a literal. */
    String name() {
        return name;
    }

    /** What is known of its result once its body has been gone through. */
    Type result() {
        return result;
    }

    /** A question of it, whose answer comes back under that name; null where the name is computed. */
    void asks(String name) {
        if (name == null) {
            computed = true;
        } else {
            asked.add(name);
        }
    }

    /** Its result is what people answered. */
    void answered() {
        Set<String> all = new LinkedHashSet<>(asked);
        all.addAll(List.of("choice", "by"));
        result = computed ? Type.DYNAMIC : Type.map(all);
    }

    void result(Type found) {
        result = found.asResult();
    }

    int index() {
        return index;
    }

    PlanNode parent() {
        return parent;
    }

    String label() {
        return name == null ? "the step at line " + where.getLineNumber() : "'" + name + "'";
    }

    String at(ScriptFile from) {
        return file.at(where.getLineNumber(), from);
    }

    /** Whether it may have this name when the plan is built. */
    boolean mayBe(String wanted) {
        return name != null
                ? name.equals(wanted)
                : pattern == null || pattern.matcher(wanted).matches();
    }

    /** Whether never both of the two are in a plan. */
    boolean excludes(PlanNode other) {
        return branches.stream()
                .anyMatch(mine -> other.branches.stream()
                        .anyMatch(each -> each.fork() == mine.fork() && each.way() != mine.way()));
    }

    /** The {@code parallel} in whose different branches the two stand, or null. */
    boolean besides(PlanNode other) {
        List<PlanNode> mine = path();
        List<PlanNode> others = other.path();
        for (int i = 0; i + 1 < Math.min(mine.size(), others.size()); i++) {
            if (mine.get(i) != others.get(i)) {
                return false;
            }
            if (mine.get(i).kind.equals("parallel") && mine.get(i + 1) != others.get(i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost {@code forEach} around it, or null: names need to differ only within its items. */
    PlanNode loop() {
        PlanNode around = parent;
        while (around != null && !around.kind.equals("forEach")) {
            around = around.parent;
        }
        return around;
    }

    private List<PlanNode> path() {
        List<PlanNode> path = new ArrayList<>();
        for (PlanNode each = this; each != null; each = each.parent) {
            path.add(0, each);
        }
        return path;
    }
}
