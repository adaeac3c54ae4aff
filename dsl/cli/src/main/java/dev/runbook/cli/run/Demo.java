package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.place.Home;
import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.report.TextReport;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.RunEnd;
import dev.runbook.engine.run.Selection;
import dev.runbook.engine.spi.Laboratory;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A bundled runbook, run for real against its laboratory; everything that was started is stopped again. */
public final class Demo {
    private static final String ENVIRONMENT = "lab";

    private final Console console;
    private final Home home;
    private final Opener opener;

    public Demo(Console console, Home home, Opener opener) {
        this.console = console;
        this.home = home;
        this.opener = opener;
    }

    public ExitStatus run(String name, Map<String, String> sizes) throws IOException {
        Path script = home.bundled(name).script();
        Laboratory laboratory = ServiceLoader.load(Laboratory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.runbook().equals(name))
                .findFirst()
                .orElseThrow(() -> RunbookException.invalid(
                        "The bundled runbook '" + name + "' has no laboratory in this version"));
        Path folder = Files.createTempDirectory("runbook-demo-");
        console.say(laboratory.about());
        AtomicBoolean interrupted = new AtomicBoolean();
        try (Interrupts asked = new Interrupts(() -> stop(interrupted), () -> stop(interrupted));
                Laboratory.Started lab =
                        laboratory.start(Files.createDirectory(folder.resolve("lab")), sizes, console::say)) {
            return interrupted.get()
                    ? ExitStatus.INTERRUPTED
                    : against(lab, new RunbookPlace(script, true), new RunStore(folder.resolve("state")));
        } finally {
            console.say("the laboratory is stopped");
            delete(folder);
        }
    }

    /** What is being started must have started before it can be stopped. */
    private void stop(AtomicBoolean interrupted) {
        interrupted.set(true);
        console.err().println("stopping the laboratory");
    }

    private ExitStatus against(Laboratory.Started lab, RunbookPlace place, RunStore store) {
        Opened opened = opener.open(place, lab.inventory(), ENVIRONMENT, Map.of(), false);
        RunEnd end = new RunService(console, false, Timekeeper.SYSTEM, Map.of())
                .start(
                        opened,
                        store,
                        Selection.ALL,
                        (runbook, view, input, state) -> new StandIns(lab, view),
                        List.of());
        console.say("");
        store.folders()
                .forEach(run -> console.say(TextReport.of(RunStore.state(run), ZoneId.systemDefault())
                        .stripTrailing()));
        console.say("");
        return end.status();
    }

    /** Those who do in a laboratory what the runbook asks of people. */
    private static final class StandIns implements People {
        private final Laboratory.Started lab;
        private final RunView view;

        StandIns(Laboratory.Started lab, RunView view) {
            this.lab = lab;
            this.view = view;
        }

        @Override
        public Optional<Answer> work(Manual manual, Instructions instructions, String failed) {
            view.tell("");
            view.tell("      for people: " + manual.name());
            instructions.todo().forEach(todo -> view.tell("        - " + todo));
            if (failed != null) {
                view.tell("      the stand-in could not do it: " + failed);
                return Optional.empty();
            }
            lab.people(manual.path(), line -> view.tell("      the laboratory's stand-in: " + line));
            Map<String, Object> values = new java.util.LinkedHashMap<>();
            instructions
                    .asks()
                    .forEach(ask -> values.put(
                            ask.name(),
                            ask.choices().isEmpty()
                                    ? "the laboratory"
                                    : ask.choices().get(0)));
            if (!manual.choices().isEmpty()) {
                values.put("choice", manual.choices().get(0));
            }
            return Optional.of(new Answer("the laboratory", values));
        }

        @Override
        public Optional<Boolean> consent(String name, String why, String typed) {
            view.tell("      the laboratory's stand-in consents to '" + name + "' (" + why + ")");
            return Optional.of(true);
        }

        @Override
        public void tell(String text) {
            view.tell("      told: " + text);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException leftOver) {
            // what cannot be deleted lies in the temporary folder
        }
    }
}
