package dev.runbook.cli.run;

import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.plugin.Plugins;
import dev.runbook.dsl.LoadedRunbook;
import dev.runbook.engine.inventory.Environment;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.inventory.SecretSource;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.people.Subscriber;
import dev.runbook.engine.run.Masker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A runbook that was checked and evaluated, with the environment it is to run in.
 *
 * @param environment null where there is no inventory
 * @param inventory   the inventory's file, or null
 * @param given       the parameters as they were given
 */
public record Opened(
        RunbookPlace place,
        Plugins plugins,
        Environment environment,
        Path inventory,
        Map<String, Located> given,
        LoadedRunbook runbook,
        Masker masker) {

    public Plan plan() {
        return runbook.plan();
    }

    public String environmentName() {
        return environment == null ? GivenParams.NOWHERE : environment.name();
    }

    /** What people call the runbook: the name of its file, or of its folder. */
    public String name() {
        String file = place.script().getFileName().toString().replaceFirst("\\.groovy$", "");
        return file.equals("runbook") ? place.folder().getFileName().toString() : file;
    }

    /** Refuses an environment that has not all that the runbook declares; everything at once. */
    public void requireTargets() {
        subscribers();
        List<String> problems = new ArrayList<>();
        if (environment != null) {
            problems.addAll(environment.problems(plan().targets()));
            problems.addAll(environment.secretProblems(plan().secrets()));
            environment.targets("host").values().stream()
                    .filter(host -> host.text("is").isPresent())
                    .forEach(
                            host -> problems.add(
                                    host.where() + ": 'is' of " + host.label()
                                            + " is not yet checked in this version; take it out, and compare the machine's identity in a guard"));
        } else if (plan().targets().stream().anyMatch(target -> !target.optional())
                || !plan().secrets().isEmpty()) {
            problems.add("The runbook declares targets or secrets, and there is no inventory: expected "
                    + place.inventory() + ", or --inventory FILE");
        }
        if (!problems.isEmpty()) {
            throw RunbookException.invalid(String.join("\n", problems));
        }
    }

    /** Those who are told what happens to a run. What they want to hear is checked here. */
    public List<Subscriber> subscribers() {
        return environment == null
                ? List.of()
                : environment.people().values().stream().map(Subscriber::of).toList();
    }

    /** Fetches the secrets that are needed before the first step, and proves so that they are there; from now on they are hidden. */
    public void resolveSecrets() {
        List<SecretSource> needed = secrets();
        SecretSource.resolveAll(needed);
        needed.forEach(source -> masker.hide(source.secret().reveal()));
    }

    /** The secrets that are needed before the first step, one by one. */
    public List<SecretSource> secrets() {
        return environment == null ? List.of() : environment.needed(plan().secrets(), plan().targets());
    }
}
