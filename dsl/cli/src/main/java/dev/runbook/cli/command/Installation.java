package dev.runbook.cli.command;

import dev.runbook.cli.plugin.Plugins;
import dev.runbook.dsl.plan.Declarations;
import dev.runbook.dsl.plan.PlanWords;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.words.host.CommandWords;
import dev.runbook.dsl.words.host.HostWords;
import dev.runbook.engine.spi.PluginWords;
import java.util.ArrayList;
import java.util.List;

/** The language as this installation speaks it. */
final class Installation {
    private Installation() {}

    static Registry registry(Plugins plugins) {
        List<Class<?>> steps = new ArrayList<>(List.of(HostWords.class, CommandWords.class));
        plugins.words().stream().map(PluginWords::words).forEach(steps::addAll);
        return new Registry(List.of(Declarations.class, PlanWords.class), steps, plugins.kinds());
    }
}
