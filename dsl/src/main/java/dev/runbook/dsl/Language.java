package dev.runbook.dsl;

import dev.runbook.dsl.check.Checker;
import dev.runbook.dsl.check.Problem;
import dev.runbook.dsl.compile.RunbookCompiler;
import dev.runbook.dsl.kept.Memory;
import dev.runbook.dsl.plan.Declarations;
import dev.runbook.dsl.plan.Given;
import dev.runbook.dsl.plan.PlanWords;
import dev.runbook.dsl.plan.ScriptContext;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.script.BodyMetaClass;
import dev.runbook.dsl.script.FacadeProxy;
import dev.runbook.dsl.script.RunbookScript;
import dev.runbook.dsl.words.CoreWords;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import groovy.lang.Closure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.codehaus.groovy.runtime.GStringImpl;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The runbook language with the words of an installation. */
public final class Language {
    private final Supplier<? extends Collection<PluginWords>> words;
    private final ClassLoader plugins;
    private final Memory memory;
    private Registry registry;

    private Language(Supplier<? extends Collection<PluginWords>> words, ClassLoader plugins, Memory memory) {
        this.words = words;
        this.plugins = plugins;
        this.memory = memory;
    }

    /** The core's words and those of the plugins, which the class loader can see. */
    public static Language with(Collection<PluginWords> plugins, ClassLoader loader) {
        return new Language(() -> plugins, loader, Memory.NONE);
    }

    /**
     * The same, where what was found out before need not be found out again.
     *
     * @param plugins asked for where a word is needed
     */
    public static Language with(
            Supplier<? extends Collection<PluginWords>> plugins, ClassLoader loader, Memory memory) {
        return new Language(plugins, loader, memory);
    }

    /** Makes what the first script needs in any case: beside something that does not need it, the script starts sooner. */
    public static void prepare() {
        BodyMetaClass.install();
        for (Class<?> type :
                List.of(Closure.class, RunbookScript.class, ScriptContext.Named.class, FacadeProxy.class)) {
            InvokerHelper.getMetaClass(type);
        }
        new GStringImpl(new Object[] {""}, new String[] {"", ""});
        Hash.sha256("");
    }

    /** All words, read from their annotations when somebody first asks. */
    public synchronized Registry registry() {
        if (registry == null) {
            List<Class<?>> types = new ArrayList<>(CoreWords.ALL);
            List<TargetKind> kinds = new ArrayList<>(List.of(CoreWords.HOST));
            for (PluginWords plugin : words.get()) {
                types.addAll(plugin.words());
                kinds.addAll(plugin.targets());
            }
            registry =
                    new Registry(List.of(PlanWords.class, Declarations.class), types, kinds).without(CoreWords.NOT_YET);
        }
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
        return new Checker(this::registry, memory).check(script);
    }

    /** Evaluates a script: its plan, with parameters and secrets as given. Wrong parameters are reported all at once. */
    public LoadedRunbook load(Path script, Given given) {
        return new ScriptLoader(registry(), new RunbookCompiler(registry(), plugins, memory)).load(script, given);
    }
}
