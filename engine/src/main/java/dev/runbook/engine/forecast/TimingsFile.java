package dev.runbook.engine.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runbook.engine.journal.Json;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The timings of runs in a file that a team commits: what took how long, a step a line, and nothing else of a run (no parameters, results, commands or people).
 */
public final class TimingsFile {
    public static final String NAME = "timings.json";
    private static final int FORMAT = 1;

    private final Path file;

    public TimingsFile(Path file) {
        this.file = file;
    }

    /** The runs in it; none where there is no file. */
    @SuppressWarnings("unchecked")
    public List<PastRun> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Map<String, Object> whole = Json.object(Files.readString(file));
            if (!Integer.valueOf(FORMAT).equals(whole.get("format"))) {
                throw unreadable("expected \"format\": " + FORMAT + ", found " + whole.get("format"), null);
            }
            return ((List<Map<String, Object>>) whole.get("runs"))
                    .stream().map(TimingsFile::run).toList();
        } catch (JsonProcessingException malformed) {
            throw unreadable(
                    "line " + malformed.getLocation().getLineNr() + ": " + malformed.getOriginalMessage(), malformed);
        } catch (IOException | RuntimeException other) {
            throw other instanceof RunbookException known ? known : unreadable(other.toString(), other);
        }
    }

    private RunbookException unreadable(String why, Exception cause) {
        return new RunbookException(
                ExitStatus.INVALID,
                "The timings in " + file + " cannot be read: " + why
                        + ". Restore the file from git, or take it away and export anew: runbook runs --export " + file,
                cause);
    }

    /** Adds runs, or writes them anew; those that were there stay. Gives how many are in it now. */
    public int add(Collection<PastRun> runs) {
        Map<String, PastRun> all = new LinkedHashMap<>();
        read().forEach(run -> all.put(run.run(), run));
        runs.forEach(run -> all.put(run.run(), run));
        List<PastRun> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(PastRun::started).thenComparing(PastRun::run));
        write(sorted);
        return sorted.size();
    }

    private void write(List<PastRun> runs) {
        StringBuilder text = new StringBuilder("{\"format\": " + FORMAT + ", \"runs\": [");
        for (int i = 0; i < runs.size(); i++) {
            text.append(i == 0 ? "\n" : ",\n").append(text(runs.get(i)));
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, file.getFileName().toString(), ".new");
            Files.writeString(written, text.append("\n]}\n"));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw RunbookException.invalid(
                    "The timings cannot be written to " + file + ": " + failed.getMessage() + ". Choose another place");
        }
    }

    private static String text(PastRun run) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("run", run.run());
        head.put("runbook", run.runbook());
        head.put("environment", run.environment());
        head.put("started", run.started().toString());
        head.put("outcome", run.outcome());
        String fields = Json.write(head);
        StringBuilder text = new StringBuilder(fields.substring(0, fields.length() - 1)).append(",\"steps\":[");
        for (int i = 0; i < run.timings().size(); i++) {
            text.append(i == 0 ? "\n  " : ",\n  ")
                    .append(Json.write(step(run.timings().get(i))));
        }
        return text.append("]}").toString();
    }

    private static Map<String, Object> step(Timing timing) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("path", timing.path());
        step.put("name", timing.name());
        step.put("phase", timing.phase());
        step.put("kind", timing.kind());
        step.put("outcome", timing.outcome().label());
        step.put("started", timing.started() == null ? null : timing.started().toString());
        step.put("seconds", timing.seconds());
        step.put("measures", timing.measures());
        step.put(
                "milestones",
                timing.milestones().stream()
                        .map(stage -> Map.of("name", stage.name(), "seconds", stage.seconds()))
                        .toList());
        return step;
    }

    @SuppressWarnings("unchecked")
    private static PastRun run(Map<String, Object> run) {
        return new PastRun(
                (String) run.get("run"),
                (String) run.get("runbook"),
                (String) run.get("environment"),
                Instant.parse((String) run.get("started")),
                (String) run.get("outcome"),
                ((List<Map<String, Object>>) run.get("steps"))
                        .stream().map(TimingsFile::timing).toList());
    }

    @SuppressWarnings("unchecked")
    private static Timing timing(Map<String, Object> step) {
        Map<String, Double> measures = new LinkedHashMap<>();
        ((Map<String, Number>) step.getOrDefault("measures", Map.of()))
                .forEach((unit, amount) -> measures.put(unit, amount.doubleValue()));
        List<Timing.Stage> stages = ((List<Map<String, Object>>) step.getOrDefault("milestones", List.of()))
                .stream()
                        .map(each -> new Timing.Stage(
                                (String) each.get("name"), ((Number) each.get("seconds")).doubleValue()))
                        .toList();
        return new Timing(
                (String) step.get("path"),
                (String) step.get("name"),
                (String) step.get("phase"),
                (String) step.get("kind"),
                Outcome.of((String) step.get("outcome")),
                step.get("started") == null ? null : Instant.parse((String) step.get("started")),
                ((Number) step.get("seconds")).doubleValue(),
                measures,
                stages);
    }
}
