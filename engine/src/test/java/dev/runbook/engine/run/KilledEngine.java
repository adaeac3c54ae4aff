package dev.runbook.engine.run;

import dev.runbook.engine.journal.Journal;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.Id;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.StepOptions;
import dev.runbook.engine.spi.CurrentStep;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that goes on with a run of many steps, each of which may happen only once, until somebody kills it. Its world is a file; what is unknown it
 * looks up there, as an operator would. It exits with the status of the run.
 */
public final class KilledEngine {
    private static final int STEPS = 400;

    private final Path folder;
    private final Path world;

    private KilledEngine(Path folder) {
        this.folder = folder;
        this.world = folder.resolve("world");
    }

    public static void main(String[] arguments) throws IOException {
        KilledEngine engine = new KilledEngine(Path.of(arguments[0]));
        try (RunLock lock = RunLock.take(engine.folder, "r", RunLock.self())) {
            System.out.println("begun");
            System.exit(engine.work());
        } catch (RunbookException refused) {
            System.out.println(refused.getMessage());
            System.exit(refused.status().code());
        }
    }

    private int work() throws IOException {
        boolean fresh = Files.notExists(folder.resolve(RunStore.JOURNAL));
        try (Journal journal =
                fresh ? RunStore.begin(folder, Timekeeper.SYSTEM) : RunStore.open(folder, Timekeeper.SYSTEM)) {
            boolean begun = journal.state().run() != null;
            Decisions decisions = begun ? decisions(RunStore.state(folder).atRest()) : Decisions.NONE;
            Runner runner = new Runner(new Setup(
                    plan(),
                    new HereAndNow(folder),
                    journal,
                    new LiveBackend(Timekeeper.SYSTEM),
                    (step, line) -> {},
                    new Nobody(),
                    new Stop(),
                    Selection.ALL,
                    decisions));
            return (begun ? runner.resume() : runner.start(Map.of())).status().code();
        }
    }

    private Decisions decisions(RunState state) throws IOException {
        List<String> happened = Files.exists(world) ? Files.readAllLines(world) : List.of();
        List<String> rerun = new ArrayList<>();
        Map<String, Object> done = new LinkedHashMap<>();
        for (StepState step : state.steps()) {
            if (step.outcome() == Outcome.UNKNOWN && happened.contains(step.path())) {
                done.put(step.path(), null);
            } else if (step.outcome() == Outcome.UNKNOWN) {
                rerun.add(step.path());
            }
        }
        return new Decisions(rerun, done, List.of(), Map.of(), "the world was looked at");
    }

    private Plan plan() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < STEPS; i += 4) {
            nodes.add(step("step " + i));
            nodes.add(new Parallel(
                    id("parallel " + i),
                    3,
                    List.of(step("step " + (i + 1)), step("step " + (i + 2)), step("step " + (i + 3)))));
        }
        return new Plan("many steps", null, List.of(), List.of(), List.of(), List.of(), nodes, null);
    }

    private Step step(String name) {
        return new Step(id(name), StepOptions.NONE, arguments -> happen(name), null, null, Fingerprint.NONE, "here:1");
    }

    private Object happen(String name) {
        return CurrentStep.get().orElseThrow().perform(Effect.writes("sh", null, name, () -> {
            Files.writeString(world, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return null;
        }));
    }

    private static Id id(String name) {
        return new Id(name, name, null);
    }

    private record HereAndNow(Path folder) implements World {
        @Override
        public RunInfo run() {
            return new RunInfo("r", "ann@here", "uat", false, folder, folder);
        }

        @Override
        public TargetSpec target(String kind, String name) {
            throw RunbookException.invalid("no " + kind);
        }

        @Override
        public List<String> group(String name) {
            return List.of();
        }

        @Override
        public Link open(String host) {
            throw RunbookException.invalid("no host");
        }

        @Override
        public Timekeeper time() {
            return Timekeeper.SYSTEM;
        }

        @Override
        public Masker masker() {
            return new Masker();
        }
    }

    private static final class Nobody implements People {
        @Override
        public Optional<Answer> work(Manual manual, Instructions instructions, String failed) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> consent(String name, String why, String typed) {
            return Optional.empty();
        }

        @Override
        public void tell(String text) {}
    }
}
