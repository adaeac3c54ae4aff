package dev.runbook.engine.journal;

import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private Instant begun;
    private Instant finished;
    private double seconds;
    private int attempts;
    private int retries;
    private Object result;
    private Fingerprint fingerprint = Fingerprint.NONE;
    private String error;
    private long order = Long.MAX_VALUE;
    private boolean accepted;
    private HumanWork people;
    private double retried;
    private boolean again;
    private Progress progress;

    /** How far a job said that it was: so much of the total, at that time. */
    public record Progress(double done, double total, Instant at) {}

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
        step.begun = begun;
        step.finished = finished;
        step.seconds = seconds;
        step.attempts = attempts;
        step.retries = retries;
        step.result = result;
        step.fingerprint = fingerprint;
        step.error = error;
        step.order = order;
        step.accepted = accepted;
        step.people = people;
        step.retried = retried;
        step.again = again;
        step.progress = progress;
        return step;
    }

    void take(Entry entry) {
        switch (entry.kind()) {
            case STARTED -> start(entry);
            case WAITING -> wait(entry);
            case TICKED -> people.tick(entry);
            case EFFECT -> {
                effects.add(timed(entry, "finished"));
                jobs.effect(entry.data());
            }
            case VERIFICATION -> verifications.add(entry.data());
            case MILESTONE -> milestones.add(timed(entry, "arrived"));
            case PROGRESS -> progress = new Progress(entry.number("done"), entry.number("total"), entry.time());
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
                retries = 0;
            }
            case ACCEPTED -> {
                fingerprint = fingerprint(entry);
                accepted = true;
            }
            case RESTORED, PAUSED -> outcome = Outcome.PENDING;
            case FAILED, UNKNOWN -> end(entry, Outcome.of(entry.kind().label()));
            case RETRY -> retry(entry);
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
        retried = again ? retried : 0;
        again = false;
        started = started == null ? entry.time() : started;
        begun = entry.time();
        finished = null;
        error = null;
        if (!inFlight) {
            effects.clear();
            jobs.clear();
            verifications.clear();
            milestones.clear();
            progress = null;
        }
    }

    private void retry(Entry entry) {
        retries++;
        retried += seconds + entry.number("pause");
        again = true;
    }

    private static Map<String, Object> timed(Entry entry, String when) {
        Map<String, Object> data = new LinkedHashMap<>(entry.data());
        data.put(when, entry.time().toString());
        return data;
    }

    private void wait(Entry entry) {
        if (outcome == Outcome.WAITING && people != null) {
            people.again(entry);
        } else {
            people = new HumanWork(entry);
        }
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

    /** A person saw that it failed, and the next engine tries as often as the first. */
    void seen() {
        retries = 0;
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

    /** When its last attempt began, or null. */
    public Instant begun() {
        return begun;
    }

    /** Its place among the steps by when its first attempt began; clocks are set back, this count is not. */
    public long order() {
        return order;
    }

    /** Whether a person accepted that it is finished although the plan says otherwise. */
    public boolean accepted() {
        return accepted;
    }

    /** What it asks of people, or asked of them last; empty where it never did. */
    public Optional<HumanWork> people() {
        return Optional.ofNullable(people);
    }

    public Instant finished() {
        return finished;
    }

    /** How long its last attempt took. */
    public double seconds() {
        return seconds;
    }

    /** How long it took with the attempts that the engine itself tried again, and the pauses between them. */
    public double spent() {
        return retried + seconds;
    }

    public int attempts() {
        return attempts;
    }

    /** How many of its retries are used up. */
    public int retries() {
        return retries;
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

    /** The milestones with their lengths. */
    public List<Milestone> stages() {
        return Milestone.of(this);
    }

    /** How far its job said it was last, or null. */
    public Progress progress() {
        return progress;
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
