package dev.runbook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** The agent of an instance: runs scripts, so many at a time. */
final class Agent {
    private final Path folder;
    private final Map<String, String> environment;
    private final ExecutorService workers;
    volatile boolean connected = true;
    private int number;

    Agent(Path folder, Map<String, String> environment, ExecutorService workers) {
        this.folder = folder;
        this.environment = environment;
        this.workers = workers;
    }

    synchronized Invocation run(String script, int looks) {
        Invocation invocation = new Invocation(folder.resolve("script" + number++), looks);
        workers.execute(() -> invocation.run(script));
        return invocation;
    }

    Invocation lost() {
        Invocation invocation = new Invocation(folder, 0);
        invocation.state = Map.of("Status", "TimedOut", "StatusDetails", "DeliveryTimedOut", "ResponseCode", -1);
        return invocation;
    }

    void close() {
        workers.shutdownNow();
    }

    /** One script on this instance. */
    final class Invocation {
        private final Path place;
        private int looks;
        private boolean cancelled;
        private Process process;
        private volatile Map<String, Object> state = Map.of("Status", "Pending", "StatusDetails", "Pending");

        private Invocation(Path place, int looks) {
            this.place = place;
            this.looks = looks;
        }

        private void run(String script) {
            try {
                Files.createDirectories(folder);
                Path file = Files.writeString(Path.of(place + ".sh"), script);
                ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString())
                        .redirectOutput(Path.of(place + ".out").toFile())
                        .redirectError(Path.of(place + ".err").toFile());
                builder.environment().keySet().retainAll(java.util.Set.of("PATH"));
                builder.environment().putAll(environment);
                synchronized (this) {
                    if (cancelled) {
                        return;
                    }
                    state = Map.of(
                            "Status",
                            "InProgress",
                            "StatusDetails",
                            "InProgress",
                            "ExecutionStartDateTime",
                            "2026-11-21T20:19:07Z");
                    process = builder.start();
                }
                ended(process.waitFor());
                Files.delete(file);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (InterruptedException closed) {
                process.destroyForcibly();
            }
        }

        private void ended(int status) throws IOException {
            String how = cancelled ? "Cancelled" : status == 0 ? "Success" : "Failed";
            state = Map.of(
                    "Status",
                    how,
                    "StatusDetails",
                    how,
                    "ResponseCode",
                    status,
                    "ExecutionStartDateTime",
                    "2026-11-21T20:19:07Z",
                    "StandardOutputContent",
                    Files.readString(Path.of(place + ".out")),
                    "StandardErrorContent",
                    Files.readString(Path.of(place + ".err")));
        }

        synchronized boolean known() {
            return looks-- <= 2;
        }

        synchronized Map<String, Object> state() {
            if (looks == 1 || looks == 0) {
                String status = looks == 1 ? "Pending" : "InProgress";
                return Map.of("Status", status, "StatusDetails", status);
            }
            return state;
        }

        synchronized void cancel() {
            cancelled = true;
            if (process == null) {
                state = Map.of("Status", "Cancelled", "StatusDetails", "Cancelled");
            } else {
                process.destroy();
            }
        }
    }
}
