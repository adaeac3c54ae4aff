package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.spi.StepScope;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The jobs of one host in this run of the engine. The folder of a job that has ended stays until the run ends, since its step's outcome must be on the disk first: an engine that dies in between
 * finds its output again.
 */
final class Jobs implements AutoCloseable {
    private static final Duration REMOVAL = Duration.ofSeconds(20);

    private final Map<String, HostShell> read = new LinkedHashMap<>();
    private final Map<StepScope, Map<String, Integer>> counts = new WeakHashMap<>();

    /** The how-manieth job of this attempt of the step it is, from 1. */
    synchronized int ordinal(StepScope scope, String key) {
        return counts.computeIfAbsent(scope, each -> new LinkedHashMap<>()).merge(key, 1, Integer::sum);
    }

    synchronized void read(String folder, HostShell shell) {
        read.put(folder, shell);
    }

    @Override
    public synchronized void close() {
        read.forEach((folder, shell) -> {
            try {
                shell.run(
                        JobScript.remove(folder), Map.of(), InputStream.nullInputStream(), REMOVAL, new Capture(null));
            } catch (RuntimeException unreachable) {
                // what is left behind is small, private, and listed by doctor
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        read.clear();
    }
}
