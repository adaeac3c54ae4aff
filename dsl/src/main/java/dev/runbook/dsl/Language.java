package dev.runbook.dsl;

import dev.runbook.dsl.check.Checker;
import dev.runbook.dsl.check.Problem;
import dev.runbook.dsl.compile.RunbookCompiler;
import dev.runbook.dsl.plan.Declarations;
import dev.runbook.dsl.plan.Given;
import dev.runbook.dsl.plan.PlanWords;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.words.CoreWords;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The runbook language with the words of an installation. */
public final class Language {
    private final Registry registry;
    private final ClassLoader plugins;

    private Language(Registry registry, ClassLoader plugins) {
        this.registry = registry;
        this.plugins = plugins;
    }

    /** The core's words and those of the plugins, which the class loader can see. */
    public static Language with(Collection<PluginWords> plugins, ClassLoader loader) {
        List<Class<?>> words = new ArrayList<>(CoreWords.ALL);
        List<TargetKind> kinds = new ArrayList<>(List.of(CoreWords.HOST));
        for (PluginWords plugin : plugins) {
            words.addAll(plugin.words());
            kinds.addAll(plugin.targets());
        }
        return new Language(
                new Registry(List.of(PlanWords.class, Declarations.class), words, kinds).without(CoreWords.NOT_YET),
                loader);
    }

    public Registry registry() {
        return registry;
    }

    /** Refuses a script in which the check finds anything; every problem at once. */
    public void require(Path script) {
        List<Problem> problems = check(script);
        if (!problems.isEmpty()) {
            throw RunbookException.invalid(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in "
                    + script + ":\n"
                    + String.join("\n", problems.stream().map(Problem::toString).toList()));
        }
    }

    /** What is wrong with a script and what it includes, as far as that can be told before a run; nothing of it is executed. */
    public List<Problem> check(Path script) {
        return new Checker(registry).check(script);
    }

    /** Evaluates a script: its plan, with parameters and secrets as given. Wrong parameters are reported all at once. */
    public LoadedRunbook load(Path script, Given given) {
        return new ScriptLoader(registry, new RunbookCompiler(registry, plugins)).load(script, given);
    }
}
