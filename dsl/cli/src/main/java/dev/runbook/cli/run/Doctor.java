package dev.runbook.cli.run;

import dev.runbook.dsl.check.WordsUsed;
import dev.runbook.dsl.registry.Registry;
import dev.runbook.dsl.words.host.doctor.HostExaminer;
import dev.runbook.engine.inventory.SecretSource;
import dev.runbook.engine.journal.MemoryLedger;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.SecretDeclaration;
import dev.runbook.engine.model.TargetDeclaration;
import dev.runbook.engine.run.Checkup;
import dev.runbook.engine.run.Decisions;
import dev.runbook.engine.run.ProbeBackend;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.run.Setup;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.Finding;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out whether a run of a runbook in an environment could begin; reads only. */
public final class Doctor {
    static final String SECRETS = "secrets";

    private final Opened opened;
    private final Registry registry;

    public Doctor(Opened opened, Registry registry) {
        this.opened = opened;
        this.registry = registry;
    }

    /** What was found, by target: the secrets first, then the targets that the runbook declares and the hosts that lead to them. */
    public Map<String, List<Finding>> examine(Duration limit) throws InterruptedException {
        if (opened.environment() == null) {
            throw RunbookException.invalid(
                    "doctor needs an inventory and, where it has several environments, --env NAME: expected "
                            + opened.place().inventory() + ", or --inventory FILE");
        }
        opened.requireTargets();
        Map<String, List<Finding>> found = new LinkedHashMap<>();
        List<Finding> secrets = secrets();
        if (!secrets.isEmpty()) {
            found.put(SECRETS, secrets);
        }
        List<Checkup.Patient> patients = patients();
        List<List<Finding>> findings = new Checkup(setup(), limit).of(patients);
        for (int i = 0; i < patients.size(); i++) {
            found.put(patients.get(i).target().label(), findings.get(i));
        }
        return found;
    }

    private List<Finding> secrets() {
        List<Finding> findings = new ArrayList<>();
        for (SecretSource source : opened.secrets()) {
            try {
                opened.masker().hide(source.secret().reveal());
                findings.add(new Finding(Finding.State.GOOD, source.label(), "resolves, from " + source.from()));
            } catch (RunbookException absent) {
                findings.add(new Finding(Finding.State.BAD, source.label(), absent.getMessage()));
            }
        }
        opened.plan().secrets().stream()
                .filter(SecretDeclaration::late)
                .forEach(late -> findings.add(new Finding(
                        Finding.State.GOOD,
                        "secret '" + late.name() + "'",
                        "comes to be during the run; not asked for")));
        return findings;
    }

    private List<Checkup.Patient> patients() {
        WordsUsed words = new WordsUsed(registry, opened.runbook().sources().values());
        Set<String> declared =
                opened.plan().targets().stream().map(Doctor::label).collect(Collectors.toSet());
        Set<String> grouped = opened.environment().groups().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        Examiner host = new HostExaminer(words.programs(), words.becomes());
        Examiner onTheWay = new HostExaminer(List.of(), false);
        List<Checkup.Patient> patients = new ArrayList<>();
        for (TargetSpec target : opened.environment().reached(opened.plan().targets())) {
            boolean used = declared.contains(target.label()) || grouped.contains(target.name());
            Stream.concat(Stream.of(used ? host : onTheWay), opened.plugins().examiners().stream())
                    .filter(each -> each.kind().equals(target.kind()))
                    .findFirst()
                    .ifPresent(each -> patients.add(new Checkup.Patient(target, each)));
        }
        return patients;
    }

    private static String label(TargetDeclaration declared) {
        return declared.kind() + " '" + declared.name() + "'";
    }

    private Setup setup() {
        Timekeeper time = Timekeeper.SYSTEM;
        RunInfo info = new RunInfo(
                "doctor",
                RunLock.operator(),
                opened.environmentName(),
                opened.environment().production(),
                opened.place().state(),
                opened.place().folder());
        return new Setup(
                opened.plan(),
                new WholeWorld(opened.environment(), new InventoryWorld(opened, info, time)),
                new MemoryLedger(time, entry -> {}),
                new ProbeBackend(time),
                (step, line) -> {},
                DryRunService.NOBODY,
                new Stop(),
                Selection.ALL,
                Decisions.NONE);
    }
}
