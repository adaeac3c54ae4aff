package dev.runbook.cli.command;

import dev.runbook.cli.console.Table;
import dev.runbook.cli.option.StateOption;
import dev.runbook.engine.journal.Json;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.report.Comparison;
import dev.runbook.engine.report.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Two or more runs step by step; the differences are those of the last from the first.")
final class CompareCommand implements Callable<Integer> {
    private static final int LARGEST = 5;

    private final Session session;

    /** What {@code --format} takes. */
    enum Format {
        text,
        json
    }

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "a run's id or a unique start of it")
    List<String> runs;

    @Mixin
    StateOption state;

    @Option(names = "--format", paramLabel = "text|json", description = "text or json", defaultValue = "text")
    Format format = Format.text;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        RunStore store = new RunStore(state.find());
        List<RunState> states =
                runs.stream().map(id -> Runs.begun(store.folder(id))).toList();
        if (states.stream().map(RunState::run).distinct().count() < states.size()) {
            throw RunbookException.invalid("compare: a run is named twice; name different ones: runbook runs");
        }
        Comparison comparison = Comparison.of(states);
        if (format == Format.json) {
            session.console().data(Json.write(comparison.data()));
        } else {
            show(comparison);
        }
        return ExitStatus.DONE.code();
    }

    private void show(Comparison comparison) {
        Table table = new Table();
        row(table, "", comparison.runs().stream().map(run -> run.state().run()).toList(), "difference");
        row(table, "", comparison.runs().stream().map(CompareCommand::what).toList(), "");
        comparison.sums().forEach(sum -> row(table, strong(sum.name()), lengths(sum), difference(sum)));
        String phase = null;
        for (Comparison.Row step : comparison.rows()) {
            if (!Objects.equals(phase, step.phase())) {
                phase = step.phase();
                table.row("");
                table.row(strong(String.valueOf(phase)));
            }
            row(table, "  " + step.name(), lengths(step), difference(step));
        }
        table.lines().forEach(session.console()::say);
        List<Comparison.Row> largest = comparison.largest(LARGEST);
        if (!largest.isEmpty()) {
            session.console().say("");
            session.console().say(strong("largest differences"));
            Table most = new Table();
            largest.forEach(row -> most.row("  " + difference(row), row.name()));
            most.lines().forEach(session.console()::say);
        }
    }

    private String strong(String text) {
        return session.console().style().strong(text);
    }

    private static String what(Timeline run) {
        return run.state().header().get("runbook") + ", " + run.state().header().get("environment") + ", "
                + run.state().outcome();
    }

    private static void row(Table table, String name, List<String> cells, String difference) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        row.add(difference);
        table.row(row.toArray(String[]::new));
    }

    private static List<String> lengths(Comparison.Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.seconds().size(); i++) {
            String outcome = row.outcomes().isEmpty() ? null : row.outcomes().get(i);
            Double seconds = row.seconds().get(i);
            String length = seconds == null ? "" : length(seconds);
            boolean usual = outcome == null || outcome.equals("done");
            cells.add(seconds == null && outcome == null ? "—" : (length + (usual ? "" : " " + outcome)).strip());
        }
        return cells;
    }

    private static String difference(Comparison.Row row) {
        Double difference = row.difference();
        if (difference == null) {
            return "";
        }
        double first = row.seconds().get(0);
        String share = first < 0.1 ? "" : String.format(java.util.Locale.ROOT, " (%+.0f %%)", 100 * difference / first);
        return (difference < 0 ? "−" : "+") + length(Math.abs(difference)) + share;
    }

    private static String length(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
