package dev.runbook.dsl.compile;

import dev.runbook.dsl.plan.BodyFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Finds out, for each body, what its checkpoint depends on and whether it may be repeated: through the helpers it calls, transitively. */
final class BodyReader {
    private final Source source;
    private final Vocabulary vocabulary;
    private final Map<String, ASTNode> helpers = new TreeMap<>();
    private final Map<String, ASTNode> variables = new TreeMap<>();
    private final Map<String, BodyFacts> found = new HashMap<>();

    BodyReader(Source source, Vocabulary vocabulary, ClassNode script) {
        this.source = source;
        this.vocabulary = vocabulary;
        for (MethodNode method : script.getMethods()) {
            if (method.getLineNumber() > 0 && !method.getName().equals("run")) {
                helpers.put(method.getName(), method);
            }
        }
    }

    /** A plan-level variable that holds data, not a handle. */
    void variable(String name, ASTNode value) {
        variables.put(name, value);
    }

    Map<String, BodyFacts> found() {
        return found;
    }

    void read(String where, ClosureExpression body) {
        Set<String> params = new TreeSet<>();
        Set<String> files = new TreeSet<>();
        Map<String, String> sources = new TreeMap<>();
        boolean safe = follow(body, params, files, sources);
        String hash = TokenHash.of(source.of(body) + "\n" + String.join("\n", sources.values()));
        found.put(where, new BodyFacts(hash, params, files, safe));
    }

    private boolean follow(ASTNode code, Set<String> params, Set<String> files, Map<String, String> sources) {
        BodyScan scan = new BodyScan(vocabulary);
        scan.read(code);
        params.addAll(scan.params());
        files.addAll(scan.files());
        boolean safe = scan.safe();
        for (String name : scan.names()) {
            ASTNode helper = helpers.getOrDefault(name, variables.get(name));
            if (helper != null && !sources.containsKey(name)) {
                sources.put(name, source.of(helper));
                safe &= follow(helper, params, files, sources);
            }
        }
        return safe;
    }
}
