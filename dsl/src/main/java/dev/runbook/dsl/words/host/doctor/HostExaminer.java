package dev.runbook.dsl.words.host.doctor;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Diagnosis;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Asks a host everything in one command, and whether its login user may become another in a second one. */
public final class HostExaminer implements Examiner {
    private static final String ROOT = "root";
    /** {@code date} shows whole seconds. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final List<String> programs;
    private final boolean becomes;

    /**
     * @param programs what the words of the runbook need on a host; {@code a|b} where one will do
     * @param becomes  whether the runbook runs anything as another user
     */
    public HostExaminer(List<String> programs, boolean becomes) {
        this.programs = List.copyOf(new TreeSet<>(programs));
        this.becomes = becomes;
    }

    @Override
    public String kind() {
        return "host";
    }

    @Override
    public void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) throws Exception {
        HostFrame frame = new HostFrame(target.name(), null, null, Map.of());
        Instant before = scope.time().now();
        HostFacts facts = (HostFacts) scope.on(frame, () -> ask(scope, target.name()));
        Instant after = scope.time().now();
        diagnosis.good("reached", scope.link(target.name()).place());
        String trust = scope.link(target.name()).trust();
        if (!trust.isEmpty()) {
            boolean ssh = target.text("transport").orElse("ssh").equals("ssh");
            diagnosis.good(ssh ? "host key" : "trusted", trust);
        }
        facts.identity(diagnosis);
        facts.clock(diagnosis, before, after, STEP);
        facts.space(diagnosis);
        facts.programs(diagnosis, programs);
        facts.jobs(diagnosis);
        become(scope, target, diagnosis);
    }

    private Object ask(StepScope scope, String host) {
        HostShell shell = HostShell.here(scope, "doctor");
        return scope.perform(Effect.reads(
                "doctor",
                host,
                "identity, clock, space, programs",
                () -> HostFacts.of(new HostScript(shell, "doctor").text(HostFacts.script(programs)))));
    }

    private void become(StepScope scope, TargetSpec target, Diagnosis diagnosis) throws Exception {
        String how = target.text("become").orElse("");
        if (how.isEmpty()) {
            return;
        }
        try {
            String user = (String) scope.on(new HostFrame(target.name(), ROOT, null, Map.of()), () -> {
                HostShell shell = HostShell.here(scope, "doctor");
                return scope.perform(Effect.reads(
                        "doctor", target.name(), "become root", () -> new HostScript(shell, "doctor").text("id -un")));
            });
            diagnosis.good("become", how + " gives " + user.strip());
        } catch (EffectFailed refused) {
            String said = how + " does not give root: " + refused.getMessage();
            if (becomes) {
                diagnosis.bad("become", said + ". The runbook runs commands as another user (as:)");
            } else {
                diagnosis.careful("become", said + ". This runbook has no as:, and does not need it");
            }
        }
    }
}
