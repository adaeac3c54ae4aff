package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.InnerClassNode;
import org.codehaus.groovy.ast.Parameter;

/** One check: what all its parts share, and the order in which it goes through the scripts. */
final class Walk {
    private final Registry registry;
    private final Declared declared;
    private final Findings findings;
    private final List<Runnable> later = new ArrayList<>();
    private final Map<Helper, Type> given = new HashMap<>();
    private final Map<String, String> once = new HashMap<>();
    private final PlanOrder order;
    private final Lonely lonely = new Lonely(this);
    private final Names names;
    private final Statements statements;
    private final Expressions expressions;
    private final Calls calls;

    Walk(Registry registry, Declared declared, Findings findings) {
        this.registry = registry;
        this.declared = declared;
        this.findings = findings;
        this.order = new PlanOrder(this);
        this.names = new Names(this);
        this.statements = new Statements(this);
        this.expressions = new Expressions(this);
        this.calls = new Calls(this);
    }

    /** Checks the script, what it includes, and the helpers of all of them. */
    void everything(ScriptFile main) {
        script(main, new Place(main));
        declared.helpers().values().forEach(same -> same.forEach(this::given));
        for (int i = 0; i < later.size(); i++) {
            later.get(i).run();
        }
        lonely.report();
    }

    /** A script, read in this place. */
    void script(ScriptFile file, Place place) {
        for (ImportNode each : file.module().getImports()) {
            imported(file, each, each.getType().getName());
        }
        file.module()
                .getStaticImports()
                .values()
                .forEach(each -> imported(file, each, each.getType().getName()));
        file.module()
                .getStaticStarImports()
                .values()
                .forEach(each -> imported(file, each, each.getType().getName()));
        file.module().getStarImports().stream()
                .filter(each -> !Classes.mayImportAll(each.getPackageName()))
                .forEach(each -> findings.add(
                        file,
                        each,
                        "imports from '" + each.getPackageName().replaceFirst("\\.$", "")
                                + "' are refused: plain Groovy works on data"));
        for (ClassNode type : file.module().getClasses()) {
            boolean anonymous = type instanceof InnerClassNode inner && inner.isAnonymous();
            if (!type.isScript() && !type.isScriptBody() && !anonymous) {
                declared.refused(type.getNameWithoutPackage());
                findings.add(
                        file,
                        type,
                        "classes are refused: a runbook has steps and helpers (def name(…) { … }), and its data are lists and maps");
            }
        }
        statements.all(file.module().getStatementBlock().getStatements(), place);
    }

    private void imported(ScriptFile file, ImportNode node, String name) {
        if (Classes.allowed(name).isEmpty()) {
            declared.refused(name);
            findings.add(file, node.getLastLineNumber(), 1, Classes.refusal(name));
        }
    }

    /** What is known of a helper's value; it is gone through on the first question. One that calls itself gives anything. */
    Type given(Helper helper) {
        Type known = given.putIfAbsent(helper, Type.DYNAMIC);
        if (known == null) {
            known = helper(helper);
            given.put(helper, known);
        }
        return known;
    }

    private Type helper(Helper helper) {
        declared.helpers(helper.name()).stream()
                .filter(other -> other != helper && other.hides(helper))
                .findFirst()
                .ifPresent(other -> findings.add(
                        helper.file(),
                        helper.method(),
                        "a helper " + helper.signature() + " is there already, at "
                                + other.file().at(other.method().getLineNumber(), helper.file())));
        if (registry.isWord(helper.name())) {
            findings.add(
                    helper.file(),
                    helper.method(),
                    "a helper cannot be called '" + helper.name()
                            + "': that is a word, which nobody could use any more; give the helper another name");
        }
        Place place = new Place(helper.file()).helper(helper);
        Class<?> said = statements.declaredType(helper.method().getReturnType(), false, helper.method(), place);
        for (Parameter parameter : helper.method().getParameters()) {
            statements.parameter(parameter, place);
        }
        Type value = helper.method().getCode() == null
                ? Type.DYNAMIC
                : statements.value(helper.method().getCode(), place);
        return said == null ? value : Type.of(said);
    }

    /** Work for the end, when every step of the plan is known. */
    void later(Runnable work) {
        later.add(work);
    }

    Registry registry() {
        return registry;
    }

    Declared declared() {
        return declared;
    }

    Findings findings() {
        return findings;
    }

    Lonely lonely() {
        return lonely;
    }

    /** A name that is declared here must not be declared elsewhere; one of another branch may. */
    void once(String kind, String name, ASTNode at, Place place) {
        String where = name == null || !place.branches().isEmpty()
                ? null
                : once.putIfAbsent(kind + " '" + name + "'", place.file().label() + ":" + at.getLineNumber());
        if (where != null) {
            findings.add(place, at, kind + " '" + name + "' is declared already, at " + where);
        }
    }

    PlanOrder order() {
        return order;
    }

    Names names() {
        return names;
    }

    Statements statements() {
        return statements;
    }

    Expressions expressions() {
        return expressions;
    }

    Calls calls() {
        return calls;
    }
}
