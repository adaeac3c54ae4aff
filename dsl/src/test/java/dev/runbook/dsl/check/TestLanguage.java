package dev.runbook.dsl.check;

import dev.runbook.dsl.plan.Declarations;
import dev.runbook.dsl.plan.PlanWords;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.words.CoreWords;
import dev.runbook.dsl.words.host.transfer.TransferWords;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.plugins.http.HttpPlugin;
import dev.runbook.plugins.redis.RedisPlugin;
import dev.runbook.plugins.sql.SqlPlugin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of the core and of the plugins that a runbook usually needs. */
public final class TestLanguage {
    private TestLanguage() {}

    public static Registry registry() {
        Set<Class<?>> words = new LinkedHashSet<>(CoreWords.ALL);
        words.add(TransferWords.class);
        List<TargetKind> kinds = new ArrayList<>(List.of(CoreWords.HOST));
        for (PluginWords plugin : List.of(new SqlPlugin(), new RedisPlugin(), new HttpPlugin())) {
            words.addAll(plugin.words());
            kinds.addAll(plugin.targets());
        }
        return new Registry(List.of(PlanWords.class, Declarations.class), words, kinds).without(CoreWords.NOT_YET);
    }
}
