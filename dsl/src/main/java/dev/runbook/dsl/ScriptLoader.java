package dev.runbook.dsl;

import dev.runbook.dsl.compile.Compiled;
import dev.runbook.dsl.compile.RunbookCompiler;
import dev.runbook.dsl.compile.Source;
import dev.runbook.dsl.plan.Given;
import dev.runbook.dsl.plan.PlanBuilder;
import dev.runbook.dsl.plan.ScriptContext;
import dev.runbook.dsl.plan.SourceFiles;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.script.RunbookScript;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles and evaluates a script and what it includes. */
final class ScriptLoader implements SourceFiles {
    private final RunbookCompiler compiler;
    private final Registry registry;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private Path folder;
    private ScriptContext context;

    ScriptLoader(Registry registry, RunbookCompiler compiler) {
        this.registry = registry;
        this.compiler = compiler;
    }

    LoadedRunbook load(Path script, Given given) {
        Path file = script.toAbsolutePath().normalize();
        folder = file.getParent();
        context = new ScriptContext(registry, given, this);
        PlanBuilder builder = new PlanBuilder(context);
        try {
            builder.building(() -> evaluate(file));
        } catch (RunbookException wrong) {
            throw withProblems(wrong);
        } catch (RuntimeException failure) {
            throw RunbookException.invalid(Evaluation.explain(failure, label(file)));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!context.problems().isEmpty()) {
            throw RunbookException.invalid(String.join("\n", context.problems()));
        }
        return new LoadedRunbook(
                file, builder.finish(), sources, Hash.sha256(String.join("\n", sources.values())), context.params());
    }

    /** A parameter that is wrong may be why the script went wrong: both are said. */
    private RunbookException withProblems(RunbookException wrong) {
        List<String> problems = context.problems();
        if (problems.isEmpty() || wrong.getMessage() == null) {
            return wrong;
        }
        return RunbookException.invalid(String.join("\n", problems)
                + (wrong instanceof dev.runbook.engine.model.PendingBranch ? "" : "\n" + wrong.getMessage()));
    }

    private Void evaluate(Path file) {
        if (open.contains(file)) {
            throw RunbookException.invalid(label(file) + " includes itself: " + open);
        }
        open.push(file);
        try {
            Source source = Source.read(file, label(file));
            sources.put(source.label(), source.text());
            Compiled compiled = compiler.compile(source);
            context.learn(compiled.facts());
            RunbookScript script = compiled.type().getDeclaredConstructor().newInstance();
            script.surround(context);
            context.joined(script);
            script.run();
            return null;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            open.pop();
        }
    }

    @Override
    public void include(String file, String where) {
        Path included = open.element().resolveSibling(file).normalize();
        if (!Files.isRegularFile(included)) {
            throw RunbookException.invalid(where + ": include: there is no file " + included);
        }
        evaluate(included);
    }

    @Override
    public String fileHash(String name) {
        Path file = folder.resolve(name).normalize();
        try {
            return Files.isRegularFile(file)
                    ? Hash.sha256(Files.readAllBytes(file)).substring(0, 16)
                    : "absent";
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private String label(Path file) {
        return folder.relativize(file).toString();
    }
}
