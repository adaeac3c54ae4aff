package dev.runbook.dsl.check;

import dev.runbook.dsl.plan.Declarations;
import dev.runbook.dsl.plan.PlanWords;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.words.CoreWords;
import dev.runbook.dsl.words.host.ValueWords;
import dev.runbook.dsl.words.host.files.FileWords;
import dev.runbook.dsl.words.host.files.LocalWords;
import dev.runbook.dsl.words.host.job.JobWords;
import dev.runbook.dsl.words.host.job.RemoteJobWords;
import dev.runbook.dsl.words.host.net.LookWords;
import dev.runbook.engine.spi.TargetKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The core's words, and such as the data plugins bring. */
public final class TestLanguage {
    private TestLanguage() {}

    public static Registry registry() {
        Set<Class<?>> words = new LinkedHashSet<>(CoreWords.ALL);
        words.addAll(List.of(ValueWords.class, FileWords.class, dev.runbook.dsl.words.host.files.DataWords.class, LocalWords.class, JobWords.class,
                RemoteJobWords.class, LookWords.class, DataWords.class));
        List<TargetKind> kinds = List.of(CoreWords.HOST, new TargetKind("database", "databases", List.of()), new TargetKind("redis", "redis", List.of()));
        return new Registry(List.of(PlanWords.class, Declarations.class), words, kinds).without(CoreWords.NOT_YET);
    }
}
