package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import java.time.Duration;
import java.util.Optional;

/** Consent to what cannot be taken back: by name, once a run. */
final class Consents {
    private final RunContext run;

    Consents(RunContext run) {
        this.run = run;
    }

    void require(String path, String name, String why, String typed) {
        if (run.ledger().state().fact(Kind.CONSENTED, path).isPresent()) {
            return;
        }
        long asked = run.world().time().nanos();
        Optional<Boolean> given = run.people().consent(name, why, typed);
        if (given.isEmpty()) {
            throw RunStopped.waiting(
                    path,
                    "'" + name + "' needs consent by name (" + why + "). Give it with: runbook resume --consent '"
                            + name + "'");
        }
        if (!given.get()) {
            throw RunStopped.failed(path, "consent to '" + name + "' was refused", null);
        }
        run.ledger()
                .record(
                        Kind.CONSENTED,
                        path,
                        EntryData.of(
                                "name",
                                name,
                                "by",
                                run.world().run().operator(),
                                "seconds",
                                EntryData.seconds(
                                        Duration.ofNanos(run.world().time().nanos() - asked))));
    }
}
