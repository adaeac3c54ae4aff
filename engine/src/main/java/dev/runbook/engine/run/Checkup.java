package dev.runbook.engine.run;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.UntrustedHost;
import dev.runbook.engine.spi.CurrentStep;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.Finding;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Examines targets all at once, each within the same time; nothing is written, whatever an examiner asks for. */
public final class Checkup {
    private final Setup setup;
    private final Duration limit;

    /**
     * @param setup with a backend that performs what reads
     * @param limit when whoever has not answered is given up
     */
    public Checkup(Setup setup, Duration limit) {
        this.setup = setup;
        this.limit = limit;
    }

    /** A target and who examines it. */
    public record Patient(TargetSpec target, Examiner examiner) {}

    /** What was found, in the order of the patients. */
    public List<List<Finding>> of(List<Patient> patients) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(Workers::daemon);
        Connections connections = new Connections(setup.world());
        try {
            List<Room> rooms = patients.stream()
                    .map(patient -> new Room(patient, setup.context(connections)))
                    .toList();
            rooms.forEach(room -> room.examining = threads.submit(() -> room.examine()));
            long end = System.nanoTime() + limit.toNanos();
            for (Room room : rooms) {
                room.await(Math.max(0, end - System.nanoTime()));
            }
            return rooms.stream().map(Room::found).toList();
        } finally {
            threads.shutdownNow();
            connections.close();
        }
    }

    /** Where one target is examined. */
    private final class Room {
        private final Patient patient;
        private final StepScope scope;
        private final List<Finding> findings = new ArrayList<>();
        private Future<?> examining;

        Room(Patient patient, RunContext context) {
            this.patient = patient;
            this.scope = new StepContext(context, patient.target().label(), Conduct.READS);
        }

        Void examine() throws Exception {
            return CurrentStep.with(scope, () -> {
                patient.examiner().examine(scope, patient.target(), this::add);
                return null;
            });
        }

        private synchronized void add(Finding finding) {
            String shown = setup.world().masker().mask(finding.found());
            findings.add(new Finding(finding.state(), finding.what(), shown));
        }

        synchronized List<Finding> found() {
            return List.copyOf(findings);
        }

        void await(long nanos) throws InterruptedException {
            try {
                examining.get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException slow) {
                add(new Finding(
                        Finding.State.BAD,
                        "answer",
                        "none within " + Durations.show(limit)
                                + ". Is it up, and the way there open? --timeout gives it longer"));
                examining.cancel(true);
            } catch (ExecutionException failure) {
                add(failed(failure.getCause()));
            }
        }
    }

    private static Finding failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedHost untrusted) {
                return new Finding(Finding.State.BAD, "host key", untrusted.state() + ": " + untrusted.getMessage());
            }
        }
        String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new Finding(Finding.State.BAD, "reached", "no: " + said);
    }
}
