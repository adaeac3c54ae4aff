package dev.runbook.dsl.check;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Counts the ways out of a piece of code. */
final class Returns extends CodeVisitorSupport {
    private int found;

    private Returns() {}

    /** Whether the code may return before its last statement. */
    static boolean several(Statement code) {
        Returns returns = new Returns();
        code.visit(returns);
        return returns.found > (last(code) instanceof ReturnStatement ? 1 : 0);
    }

    private static Statement last(Statement code) {
        return code instanceof BlockStatement block && !block.getStatements().isEmpty()
                ? last(block.getStatements().get(block.getStatements().size() - 1))
                : code;
    }

    @Override
    public void visitReturnStatement(ReturnStatement statement) {
        found++;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        // its returns are its own
    }
}
