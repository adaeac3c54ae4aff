package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.TargetSpec;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How a cluster is reached: through the kubeconfig of the person who runs the engine, as {@code kubectl} would. */
record Access(TargetSpec spec) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 60_000;

    /** The keys that say it. */
    static final List<Key> KEYS = List.of(
            Key.of(
                    "kubeconfig",
                    String.class,
                    "the file with clusters, users and contexts; unless said as kubectl has it: $KUBECONFIG, else ~/.kube/config"),
            Key.of("context", String.class, "the context in it; its current-context unless said"),
            Key.of("namespace", String.class, "the context's unless said, else default"));

    /** A client of its own; the caller closes it. Nothing is sent yet. */
    KubernetesClient client() {
        Config config = config();
        // A write that may have been carried out is never sent again behind the engine's back.
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(ANSWER_MILLIS);
        config.setUserAgent("runbook");
        spec.text("namespace").ifPresent(config::setNamespace);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private Config config() {
        String context = spec.text("context").orElse(null);
        Config config = spec.text("kubeconfig").isPresent() ? fromFile(context) : Config.autoConfigure(context);
        List<String> known =
                config.getContexts().stream().map(NamedContext::getName).toList();
        if (context != null && !known.contains(context)) {
            throw RunbookException.invalid(spec.label() + " (" + spec.where() + "): no context '" + context
                    + "' in the kubeconfig; it has " + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        if (known.isEmpty()
                && config.getCurrentContext() == null
                && spec.text("kubeconfig").isEmpty()
                && Config.getKubeconfigFilenames().stream().noneMatch(file -> Files.exists(Path.of(file)))) {
            throw RunbookException.invalid(spec.label() + " (" + spec.where()
                    + "): expected a kubeconfig, found none at "
                    + String.join(", ", Config.getKubeconfigFilenames()) + "; say kubeconfig: FILE in the inventory");
        }
        return config;
    }

    private Config fromFile(String context) {
        Path file = file();
        if (!Files.isReadable(file)) {
            throw RunbookException.invalid(
                    spec.label() + " (" + spec.where() + "): expected a kubeconfig, found no readable file " + file);
        }
        try {
            return Config.fromKubeconfig(context, file.toFile());
        } catch (IllegalArgumentException | KubernetesClientException unreadable) {
            throw RunbookException.invalid(spec.label() + " (" + spec.where() + "): the kubeconfig " + file
                    + " cannot be read: " + unreadable.getMessage());
        }
    }

    private Path file() {
        String said = spec.text("kubeconfig").orElseThrow();
        return said.startsWith("~/") ? Path.of(System.getProperty("user.home"), said.substring(2)) : Path.of(said);
    }

    /** For messages and to tell clusters apart, without reading any file: {@code context 'lab', namespace 'ess'}. */
    String show() {
        return List.of("context", "namespace").stream()
                .filter(key -> spec.text(key).isPresent())
                .map(key -> key + " '" + spec.text(key).get() + "'")
                .collect(Collectors.joining(", "));
    }
}
