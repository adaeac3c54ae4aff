package dev.runbook.dsl.compile;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Tells plan words where they stand, and has the facts of their bodies found out. */
final class PlanCalls {
    private static final String AT = "$at";

    private final Source source;
    private final Vocabulary vocabulary;
    private final BodyReader bodies;

    PlanCalls(Source source, Vocabulary vocabulary, BodyReader bodies) {
        this.source = source;
        this.vocabulary = vocabulary;
        this.bodies = bodies;
    }

    void mark(MethodCallExpression call) {
        if (!call.isImplicitThis()
                || !vocabulary.isPlaced(call.getMethodAsString())
                || !(call.getArguments() instanceof TupleExpression arguments)) {
            return;
        }
        List<Expression> all = new ArrayList<>(arguments.getExpressions());
        MapEntryExpression at =
                new MapEntryExpression(new ConstantExpression(AT), new ConstantExpression(source.at(call)));
        if (!all.isEmpty() && all.get(0) instanceof MapExpression named && isNamed(named)) {
            named.addMapEntryExpression(at);
        } else {
            all.add(0, new NamedArgumentListExpression(new ArrayList<>(List.of(at))));
        }
        call.setArguments(new ArgumentListExpression(all));
        if (all.get(all.size() - 1) instanceof ClosureExpression body) {
            bodies.read(source.at(call), body);
        }
    }

    /** Named arguments beside others are parsed as a plain map at the first place; a literal map there would stand in brackets. */
    private boolean isNamed(MapExpression first) {
        return first instanceof NamedArgumentListExpression || !source.of(first).startsWith("[");
    }
}
