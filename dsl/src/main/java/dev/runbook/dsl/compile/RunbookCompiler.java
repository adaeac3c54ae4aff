package dev.runbook.dsl.compile;

import dev.runbook.dsl.plan.BodyFacts;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.script.Literals;
import dev.runbook.dsl.script.RunbookScript;
import dev.runbook.engine.model.RunbookException;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Compiles scripts dynamically into the classes that run; checking is somebody else's work and comes first. */
public final class RunbookCompiler {
    private final Registry registry;
    private final ClassLoader parent;

    public RunbookCompiler(Registry registry, ClassLoader parent) {
        this.registry = registry;
        this.parent = parent;
    }

    /** The imports that every script has. */
    public static ImportCustomizer imports() {
        return new ImportCustomizer()
                .addStarImports("java.time", "java.util.regex", "java.nio.file")
                .addImports("java.math.BigDecimal", "java.math.BigInteger");
    }

    public Compiled compile(Source source) {
        Map<String, BodyFacts> facts = new HashMap<>();
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RunbookScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(imports(), new Rewriting(source, facts));
        try {
            GroovyClassLoader loader = new GroovyClassLoader(parent, configuration);
            Class<?> type =
                    loader.parseClass(new GroovyCodeSource(source.text(), className(source), "/runbook"), false);
            return new Compiled(source, type.asSubclass(RunbookScript.class), facts);
        } catch (CompilationFailedException broken) {
            throw new RunbookException(
                    dev.runbook.engine.model.ExitStatus.INVALID, source.label() + ": " + broken.getMessage(), broken);
        }
    }

    private static String className(Source source) {
        String name = source.file()
                .getFileName()
                .toString()
                .replaceFirst("\\.groovy$", "")
                .replaceAll("[^A-Za-z0-9_]", "_");
        return "runbook_" + name + ".groovy";
    }

    /** The rewriting of one script's class, once its names are resolved. */
    private final class Rewriting extends CompilationCustomizer {
        private final Source source;
        private final Map<String, BodyFacts> facts;

        Rewriting(Source source, Map<String, BodyFacts> facts) {
            super(CompilePhase.SEMANTIC_ANALYSIS);
            this.source = source;
            this.facts = facts;
        }

        @Override
        public void call(SourceUnit unit, GeneratorContext context, ClassNode script) {
            Vocabulary vocabulary = new Vocabulary(registry);
            BodyReader bodies = new BodyReader(source, vocabulary, script);
            Set<String> literals = new HashSet<>();
            for (MethodNode method : script.getMethods()) {
                if (method.getCode() != null) {
                    method.getCode()
                            .visit(new Survey(bodies, literals, method.getName().equals("run")));
                }
            }
            Literals.add(literals);
            new ScriptTransformer(unit, source, vocabulary, bodies).visitClass(script);
            facts.putAll(bodies.found());
        }
    }

    /** Notes literals, and the plan-level variables that hold data. */
    private final class Survey extends CodeVisitorSupport {
        private final BodyReader bodies;
        private final Set<String> literals;
        private final boolean planLevel;

        Survey(BodyReader bodies, Set<String> literals, boolean planLevel) {
            this.bodies = bodies;
            this.literals = literals;
            this.planLevel = planLevel;
        }

        @Override
        public void visitConstantExpression(ConstantExpression constant) {
            if (constant.getValue() instanceof String text) {
                literals.add(text);
            }
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            boolean handle = declaration.getRightExpression() instanceof MethodCallExpression call
                    && !registry.plan(String.valueOf(call.getMethodAsString())).isEmpty();
            if (planLevel && !declaration.isMultipleAssignmentDeclaration() && !handle) {
                bodies.variable(declaration.getVariableExpression().getName(), declaration.getRightExpression());
            }
            super.visitDeclarationExpression(declaration);
        }
    }
}
