package dev.runbook.dsl.compile;

import dev.runbook.dsl.kept.Memory;
import dev.runbook.dsl.plan.BodyFacts;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.script.Literals;
import dev.runbook.dsl.script.RunbookScript;
import dev.runbook.engine.model.RunbookException;
import groovy.lang.GroovyClassLoader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Compiles scripts dynamically into the classes that run; checking is somebody else's work and comes first. */
public final class RunbookCompiler {
    private static final String KIND = "classes 2";

    private final Registry registry;
    private final ClassLoader parent;
    private final Memory memory;

    /** @param memory of what was compiled before */
    public RunbookCompiler(Registry registry, ClassLoader parent, Memory memory) {
        this.registry = registry;
        this.parent = parent;
        this.memory = memory;
    }

    /** The imports that every script has. */
    public static ImportCustomizer imports() {
        return new ImportCustomizer()
                .addStarImports("java.time", "java.util.regex", "java.nio.file")
                .addImports("java.math.BigDecimal", "java.math.BigInteger");
    }

    /** The script's classes: what it says, its name and where messages place it are all that they depend on besides the installation. */
    public Compiled compile(Source source) {
        String name = className(source);
        String[] inputs = {KIND, name, source.label(), source.text()};
        CompiledClasses compiled = memory.recall(inputs)
                .map(CompiledClasses::of)
                .orElseGet(() -> {
                    CompiledClasses fresh = compiled(source, name);
                    memory.keep(fresh.bytes(), inputs);
                    return fresh;
                });
        Literals.add(compiled.literals());
        return new Compiled(source, type(name, compiled), compiled.facts());
    }

    private Class<? extends RunbookScript> type(String name, CompiledClasses compiled) {
        try {
            ScriptClassLoader loader = new ScriptClassLoader(parent, name, compiled.classes());
            loader.ahead();
            return loader.loadClass(name).asSubclass(RunbookScript.class);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CompiledClasses compiled(Source source, String name) {
        Map<String, BodyFacts> facts = new HashMap<>();
        Set<String> literals = new HashSet<>();
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(RunbookScript.class.getName());
        // Linking a call through a method handle takes longer than most calls of a script do, and almost every one is
        // made once.
        configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        configuration.addCompilationCustomizers(imports(), new Rewriting(source, facts, literals));
        try {
            CompilationUnit unit =
                    new CompilationUnit(configuration, null, new GroovyClassLoader(parent, configuration));
            unit.addSource(name + ".groovy", source.text());
            unit.compile(Phases.CLASS_GENERATION);
            Map<String, byte[]> classes = new LinkedHashMap<>();
            unit.getClasses().forEach(each -> classes.put(each.getName(), each.getBytes()));
            return new CompiledClasses(classes, facts, literals);
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
        return RunbookScript.PREFIX + name;
    }

    /** The rewriting of one script's class, once its names are resolved. */
    private final class Rewriting extends CompilationCustomizer {
        private final Source source;
        private final Map<String, BodyFacts> facts;
        private final Set<String> literals;

        Rewriting(Source source, Map<String, BodyFacts> facts, Set<String> literals) {
            super(CompilePhase.SEMANTIC_ANALYSIS);
            this.source = source;
            this.facts = facts;
            this.literals = literals;
        }

        @Override
        public void call(SourceUnit unit, GeneratorContext context, ClassNode script) {
            Vocabulary vocabulary = new Vocabulary(registry);
            BodyReader bodies = new BodyReader(source, vocabulary, script);
            for (MethodNode method : script.getMethods()) {
                if (method.getCode() != null) {
                    method.getCode()
                            .visit(new Survey(bodies, literals, method.getName().equals("run")));
                }
            }
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
