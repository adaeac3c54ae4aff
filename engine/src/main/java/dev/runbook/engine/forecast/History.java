package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs of one runbook that are over, oldest first: what a forecast knows. Steps are found by their path, so that renamed and inserted ones lose nothing but themselves.
 * Where no run was finished yet, what the unfinished ones finished counts.
 */
public final class History {
    public static final History NONE = new History(List.of());

    private final List<PastRun> runs;

    private History(List<PastRun> runs) {
        this.runs = List.copyOf(runs);
    }

    /** Of the runs of this runbook those that say something. */
    public static History of(Collection<PastRun> all, String runbook) {
        Map<String, PastRun> own = new LinkedHashMap<>();
        all.stream().filter(run -> run.runbook().equals(runbook)).forEach(run -> own.put(run.run(), run));
        List<PastRun> finished = own.values().stream().filter(PastRun::finished).toList();
        List<PastRun> used = new ArrayList<>(finished.isEmpty() ? own.values() : finished);
        used.sort(Comparator.comparing(PastRun::started).thenComparing(PastRun::run));
        return new History(used);
    }

    /** The same from the journals of runs. */
    public static History ofStates(Collection<RunState> states, String runbook) {
        return of(states.stream().map(PastRun::of).toList(), runbook);
    }

    /** Without one run: the one that is forecast. */
    public History without(String run) {
        return new History(runs.stream().filter(each -> !each.run().equals(run)).toList());
    }

    public List<PastRun> runs() {
        return runs;
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Whether any of the runs came to its end. */
    public boolean finished() {
        return runs.stream().anyMatch(PastRun::finished);
    }

    /** The units that steps measured. */
    public Set<String> units() {
        Set<String> units = new TreeSet<>();
        runs.forEach(run ->
                run.timings().forEach(timing -> units.addAll(timing.measures().keySet())));
        return units;
    }

    /** How much of a unit the last run that measured it had to do. */
    public OptionalDouble lastSize(String unit) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            OptionalDouble size = runs.get(i).size(unit);
            if (size.isPresent()) {
                return size;
            }
        }
        return OptionalDouble.empty();
    }

    /** What is known of a step: of its own path, else of the same step for other items of its {@code forEach}. */
    List<Sample> samples(String path) {
        List<Sample> own = samples(timing -> timing.path().equals(path));
        if (!own.isEmpty()) {
            return own;
        }
        String generic = GenericPath.of(path);
        return generic.equals(path)
                ? own
                : samples(timing -> GenericPath.of(timing.path()).equals(generic));
    }

    private List<Sample> samples(java.util.function.Predicate<Timing> wanted) {
        List<Sample> found = new ArrayList<>();
        for (PastRun run : runs) {
            run.timings().stream()
                    .filter(wanted)
                    .filter(timing -> timing.outcome() != Outcome.PENDING && timing.outcome() != Outcome.LEFT_OUT)
                    .forEach(timing -> found.add(new Sample(run, timing)));
        }
        return found;
    }

    /** The steps that the last run which knew this {@code forEach} made for its items, by item, in their order. */
    Map<String, List<Timing>> items(String forEach) {
        String prefix = forEach + "[";
        for (int i = runs.size() - 1; i >= 0; i--) {
            Map<String, List<Timing>> items = new LinkedHashMap<>();
            for (Timing timing : runs.get(i).timings()) {
                int end = timing.path().indexOf("]/");
                if (timing.path().startsWith(prefix) && end > 0) {
                    items.computeIfAbsent(timing.path().substring(0, end + 1), item -> new ArrayList<>())
                            .add(timing);
                }
            }
            if (!items.isEmpty()) {
                return items;
            }
        }
        return Map.of();
    }

    /** A step in one of the runs. */
    record Sample(PastRun run, Timing timing) {}
}
