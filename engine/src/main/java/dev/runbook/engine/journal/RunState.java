package dev.runbook.engine.journal;

import dev.runbook.engine.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state of a run: a fold over the entries of its journal, and nothing else. */
public final class RunState {
    private final Map<String, StepState> steps = new LinkedHashMap<>();
    private final Map<String, Entry> facts = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final List<Entry> notes = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();
    private final List<Interruption> interruptions = new ArrayList<>();
    private Map<String, Object> header = Map.of();
    private Instant started;
    private Instant last;
    private String outcome = "running";
    private String why;

    /** A time in which users had no service; {@code ended} is null while it lasts. */
    public record Outage(String name, Instant began, Instant ended) {}

    /** A time in which no engine worked on the run; {@code resumed} is null while it lasts. */
    public record Interruption(Instant at, Instant resumed, String why) {}

    public static RunState of(List<Entry> entries) {
        RunState state = new RunState();
        entries.forEach(state::take);
        return state;
    }

    /** Adds one entry. */
    public synchronized void take(Entry entry) {
        switch (entry.kind()) {
            case RUN -> begin(entry);
            case ITEMS, WAS, RAISED, RESTORED, CONSENTED, KEPT, ANSWERED, ASKED -> keep(entry);
            case OUTAGE_BEGAN, OUTAGE_ENDED -> outage(entry);
            case DONE, FAILED, DECIDED -> forgetAnswers(entry.path());
            case RENAMED -> rename(entry);
            case RESUMED -> resume(entry);
            case STOPPED, FINISHED -> stop(entry);
            default -> {}
        }
        if (entry.path() != null && entry.data().containsKey("declared")) {
            declare(entry);
        }
        if (entry.path() != null && steps.containsKey(entry.path())) {
            steps.get(entry.path()).take(entry);
        }
        aside(entry);
    }

    /** Asked again, people answer anew. Most paths have no answers, and a journal may have very many entries. */
    private void forgetAnswers(String path) {
        if (answered.remove(path)) {
            facts.values().removeIf(fact -> fact.kind() == Kind.ANSWERED && path.equals(fact.path()));
        }
    }

    private void keep(Entry fact) {
        facts.put(key(fact), fact);
        if (fact.kind() == Kind.ANSWERED) {
            answered.add(fact.path());
        }
    }

    /** What people note on a run, what they are told of it, and how its journal was mended, is no work on it. */
    private void aside(Entry entry) {
        if (entry.kind() == Kind.NOTE && entry.path() == null) {
            if (entry.text("by") != null) {
                notes.add(entry);
            }
        } else if (entry.kind() != Kind.REPAIRED && entry.kind() != Kind.TOLD) {
            last = entry.time();
        }
    }

    private void outage(Entry entry) {
        if (entry.path() != null && facts.put(key(entry), entry) != null) {
            return;
        }
        if (entry.kind() == Kind.OUTAGE_BEGAN) {
            outages.add(new Outage(entry.text("name"), entry.time(), null));
        } else {
            endOutage(entry);
        }
    }

    /** The step, and what is known about it, go on under another path; its place stays. */
    private void rename(Entry entry) {
        String old = entry.text("from");
        Map<String, StepState> before = new LinkedHashMap<>(steps);
        steps.clear();
        before.forEach((path, step) -> {
            if (path.equals(old)) {
                steps.put(entry.path(), step.renamed(entry.path(), entry.text("name")));
            } else if (!path.equals(entry.path())) {
                steps.put(path, step);
            }
        });
        List<Entry> known =
                facts.values().stream().filter(fact -> old.equals(fact.path())).toList();
        facts.values().removeAll(known);
        known.stream()
                .map(fact -> new Entry(fact.seq(), fact.time(), fact.kind(), entry.path(), fact.data()))
                .forEach(this::keep);
    }

    @SuppressWarnings("unchecked")
    private void begin(Entry entry) {
        header = entry.data();
        started = entry.time();
        for (Map<String, Object> step : (List<Map<String, Object>>) header.getOrDefault("steps", List.of())) {
            String path = (String) step.get("path");
            steps.put(path, new StepState(path, (String) step.get("name"), (String) step.get("phase"), (String)
                    step.get("kind")));
        }
    }

    @SuppressWarnings("unchecked")
    private void declare(Entry entry) {
        Map<String, Object> declared = (Map<String, Object>) entry.data().get("declared");
        steps.computeIfAbsent(
                entry.path(),
                path -> new StepState(path, (String) declared.get("name"), (String) declared.get("phase"), (String)
                        declared.get("kind")));
    }

    private void endOutage(Entry entry) {
        for (int i = outages.size() - 1; i >= 0; i--) {
            Outage outage = outages.get(i);
            if (outage.ended() == null && java.util.Objects.equals(outage.name(), entry.text("name"))) {
                outages.set(i, new Outage(outage.name(), outage.began(), entry.time()));
                return;
            }
        }
    }

    private void resume(Entry entry) {
        if (outcome.equals("running")) {
            interruptions.add(new Interruption(last, entry.time(), "the engine died"));
        } else if (!interruptions.isEmpty()
                && interruptions.get(interruptions.size() - 1).resumed() == null) {
            Interruption open = interruptions.remove(interruptions.size() - 1);
            interruptions.add(new Interruption(open.at(), entry.time(), open.why()));
        }
        steps.values().forEach(StepState::orphaned);
        outcome = "running";
        why = null;
    }

    private void stop(Entry entry) {
        outcome = entry.text("outcome");
        why = entry.text("why");
        if (entry.kind() == Kind.STOPPED) {
            interruptions.add(new Interruption(entry.time(), null, why));
            if (outcome.equals("failed")) {
                steps.values().forEach(StepState::seen);
            }
        }
    }

    /** The state as it is when no engine works on the run: what was in flight is unknown, and what "runs" was interrupted. */
    public RunState atRest() {
        steps.values().forEach(StepState::orphaned);
        if (outcome.equals("running")) {
            outcome = "interrupted";
        }
        return this;
    }

    public Map<String, Object> header() {
        return header;
    }

    public String run() {
        return (String) header.get("run");
    }

    public Instant started() {
        return started;
    }

    /** When the last entry was written. */
    public Instant last() {
        return last;
    }

    /** {@code done}, {@code failed}, {@code interrupted}, {@code waiting}, {@code running}, {@code rolled-back} or {@code abandoned}. */
    public String outcome() {
        return outcome;
    }

    public String why() {
        return why;
    }

    /** Whether {@code resume} has something to do; where the engine died before it wrote anything down, it has not. */
    public boolean unfinished() {
        return run() != null && !List.of("done", "rolled-back", "abandoned").contains(outcome);
    }

    public synchronized List<StepState> steps() {
        return List.copyOf(steps.values());
    }

    public synchronized Optional<StepState> step(String path) {
        return Optional.ofNullable(steps.get(path));
    }

    public Outcome outcomeOf(String path) {
        return step(path).map(StepState::outcome).orElse(Outcome.PENDING);
    }

    public synchronized List<Outage> outages() {
        return List.copyOf(outages);
    }

    public synchronized List<Interruption> interruptions() {
        return List.copyOf(interruptions);
    }

    /** The last entry of a kind about a path: the items of a forEach, the old value of a setting, a consent. */
    public synchronized Optional<Entry> fact(Kind kind, String path) {
        return Optional.ofNullable(facts.get(key(kind, path)));
    }

    /** The entries of a kind, the last for each path and name. */
    public synchronized List<Entry> facts(Kind kind) {
        return facts.values().stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** What people noted on the run, not on a step of it. */
    public synchronized List<Entry> notes() {
        return List.copyOf(notes);
    }

    private static String key(Entry entry) {
        return switch (entry.kind()) {
            case KEPT -> key(entry.kind(), entry.path()) + " " + entry.text("name");
            case ANSWERED -> key(entry.kind(), entry.path()) + " " + entry.text("by");
            default -> key(entry.kind(), entry.path());
        };
    }

    private static String key(Kind kind, String path) {
        return kind + " " + path;
    }
}
