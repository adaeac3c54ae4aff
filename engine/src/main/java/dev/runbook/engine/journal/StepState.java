package dev.runbook.engine.journal;

import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one step stands, as its entries say; changed only by {@link RunState}. */
public final class StepState {
    private final String path;
    private final String name;
    private final String phase;
    private final String kind;
    private final List<Map<String, Object>> effects = new ArrayList<>();
    private final List<Map<String, Object>> verifications = new ArrayList<>();
    private final List<Map<String, Object>> milestones = new ArrayList<>();
    private final Map<String, Object> measures = new LinkedHashMap<>();
    private final Map<String, Object> remembered = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final JobsInFlight jobs = new JobsInFlight();
    private Outcome outcome = Outcome.PENDING;
    private Instant started;
    private Instant finished;
    private double seconds;
    private int attempts;
    private Object result;
    private Fingerprint fingerprint = Fingerprint.NONE;
    private String error;
    private long order = Long.MAX_VALUE;
    private boolean accepted;

    StepState(String path, String name, String phase, String kind) {
        this.path = path;
        this.name = name;
        this.phase = phase;
        this.kind = kind;
    }

    /** The same under another name. */
    StepState renamed(String newPath, String newName) {
        StepState step = new StepState(newPath, newName, phase, kind);
        step.effects.addAll(effects);
        step.verifications.addAll(verifications);
        step.milestones.addAll(milestones);
        step.measures.putAll(measures);
        step.remembered.putAll(remembered);
        step.notes.addAll(notes);
        step.jobs.takeFrom(jobs);
        step.outcome = outcome;
        step.started = started;
        step.finished = finished;
        step.seconds = seconds;
        step.attempts = attempts;
        step.result = result;
        step.fingerprint = fingerprint;
        step.error = error;
        step.order = order;
        step.accepted = accepted;
        return step;
    }

    void take(Entry entry) {
        switch (entry.kind()) {
            case STARTED -> start(entry);
            case WAITING -> wait(entry);
            case EFFECT -> {
                effects.add(entry.data());
                jobs.effect(entry.data());
            }
            case VERIFICATION -> verifications.add(entry.data());
            case MILESTONE -> milestones.add(arrived(entry));
            case MEASURE -> measures.put(entry.text("unit"), entry.data().get("amount"));
            case NOTE -> notes.add(entry.text("text"));
            case REMEMBERED -> {
                remembered.put(entry.text("name"), entry.data().get("value"));
                jobs.remembered(entry.text("name"), entry.data().get("value"));
            }
            case DONE, ALREADY_DONE, SKIPPED, LEFT_OUT, DECIDED, UNDONE -> {
                end(
                        entry,
                        Outcome.of(
                                entry.kind() == Kind.DECIDED
                                        ? "done"
                                        : entry.kind().label()));
                fingerprint = fingerprint(entry);
                accepted = false;
            }
            case ACCEPTED -> {
                fingerprint = fingerprint(entry);
                accepted = true;
            }
            case RESTORED, PAUSED -> outcome = Outcome.PENDING;
            case FAILED, UNKNOWN -> end(entry, Outcome.of(entry.kind().label()));
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static Fingerprint fingerprint(Entry entry) {
        return new Fingerprint((Map<String, String>)
                (Map<?, ?>) (Map<String, Object>) entry.data().getOrDefault("fingerprint", Map.of()));
    }

    /** What an attempt in flight saw belongs to the attempt that takes it up: a job that is attached to is one job. */
    private void start(Entry entry) {
        boolean inFlight = outcome == Outcome.UNKNOWN;
        outcome = Outcome.RUNNING;
        order = Math.min(order, entry.seq());
        attempts = (int) entry.number("attempt");
        started = started == null ? entry.time() : started;
        finished = null;
        error = null;
        if (!inFlight) {
            effects.clear();
            jobs.clear();
            verifications.clear();
            milestones.clear();
        }
    }

    private static Map<String, Object> arrived(Entry entry) {
        Map<String, Object> milestone = new LinkedHashMap<>(entry.data());
        milestone.put("arrived", entry.time().toString());
        return milestone;
    }

    private void wait(Entry entry) {
        outcome = Outcome.WAITING;
        attempts = Math.max(attempts, 1);
        started = started == null ? entry.time() : started;
    }

    private void end(Entry entry, Outcome end) {
        outcome = end;
        order = Math.min(order, entry.seq());
        finished = entry.time();
        started = started == null ? entry.time() : started;
        if (end != Outcome.UNDONE) {
            seconds = entry.number("seconds");
            result = entry.data().get("result");
            error = entry.text("error");
        }
    }

    /** An engine that died left it in flight. */
    void orphaned() {
        if (outcome == Outcome.RUNNING) {
            outcome = Outcome.UNKNOWN;
            error = "the engine stopped while this step was in flight";
        }
    }

    public String path() {
        return path;
    }

    public String name() {
        return name;
    }

    public String phase() {
        return phase;
    }

    /** {@code step} or {@code manual}. */
    public String kind() {
        return kind;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Whether nobody knows how it ended, and another attempt would go on with its job instead of repeating anything. */
    public boolean canBeTakenUp() {
        return outcome == Outcome.UNKNOWN && jobs.canBeTakenUp();
    }

    /** When its first attempt began, or null. */
    public Instant started() {
        return started;
    }

    /** Its place among the steps by when its first attempt began; clocks are set back, this count is not. */
    public long order() {
        return order;
    }

    /** Whether a person accepted that it is finished although the plan says otherwise. */
    public boolean accepted() {
        return accepted;
    }

    public Instant finished() {
        return finished;
    }

    /** How long its last attempt took. */
    public double seconds() {
        return seconds;
    }

    public int attempts() {
        return attempts;
    }

    /** The result as JSON data. */
    public Object result() {
        return result;
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    public String error() {
        return error;
    }

    public List<Map<String, Object>> effects() {
        return List.copyOf(effects);
    }

    public List<Map<String, Object>> verifications() {
        return List.copyOf(verifications);
    }

    public List<Map<String, Object>> milestones() {
        return List.copyOf(milestones);
    }

    public Map<String, Object> measures() {
        return measures;
    }

    public Map<String, Object> remembered() {
        return remembered;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
