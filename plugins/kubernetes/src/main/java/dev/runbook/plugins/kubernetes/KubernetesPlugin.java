package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;

/** Brings Kubernetes clusters: the target kind {@code cluster} and the words on it. */
public final class KubernetesPlugin implements PluginWords {
    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(KubernetesEntry.class);
    }

    @Override
    public List<Examiner> examiners() {
        return List.of(new ClusterExaminer());
    }

    @Override
    public List<TargetKind> targets() {
        return List.of(new TargetKind(KubernetesEntry.KIND, "clusters", Access.KEYS));
    }
}
