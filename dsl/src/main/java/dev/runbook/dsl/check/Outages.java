package dev.runbook.dsl.check;

import java.util.HashMap;
import java.util.Map;
import org.codehaus.groovy.ast.expr.Expression;

/** Windows in which users have no service: each is begun once and ended after that. */
final class Outages {
    private static final String NAMELESS = "";

    private final Walk walk;
    private final Map<String, Integer> begun = new HashMap<>();
    private boolean doubtful;

    Outages(Walk walk) {
        this.walk = walk;
    }

    void mark(boolean begins, Expression given, WordCalls.Call call) {
        String name = given == null ? NAMELESS : CallArguments.text(given);
        doubtful |= name == null || !call.place().branches().isEmpty();
        if (doubtful) {
            return;
        }
        String shown = name.equals(NAMELESS) ? "the outage" : "the outage '" + name + "'";
        Integer line = begun.get(name);
        if (begins && line != null) {
            walk.findings().add(call.place(), call.at(), shown + " has begun already, at line " + line);
        } else if (begins) {
            begun.put(name, call.at().getLineNumber());
        } else if (begun.remove(name) == null) {
            walk.findings()
                    .add(
                            call.place(),
                            call.at(),
                            shown + " has not begun"
                                    + (begun.isEmpty()
                                            ? ""
                                            : "; begun and not ended: "
                                                    + String.join(
                                                            ", ",
                                                            begun.keySet().stream()
                                                                    .map(each -> each.equals(NAMELESS)
                                                                            ? "outageBegins()"
                                                                            : "'" + each + "'")
                                                                    .toList())));
        }
    }
}
