package dev.runbook.engine.journal;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether an attempt that was cut off can be taken up: it was in the middle of a job, which goes on by itself and is found again, and had written nothing else that a second attempt would repeat.
 *
 * <p>A step remembers a job under {@code job NAME} before it begins, and {@code end} when its end was read; and one that a product runs under {@code remoteJob NAME}: {@code starting} before it is
 * begun, its {@code id} then, and nothing when its end was read.
 */
final class JobsInFlight {
    private static final String JOB = "job";
    private static final String REMOTE = "remoteJob";

    private final Set<String> open = new HashSet<>();
    private final Set<String> starting = new HashSet<>();
    private boolean wroteElse;

    /** A new attempt, from the beginning. */
    void clear() {
        open.clear();
        starting.clear();
        wroteElse = false;
    }

    /** What a job's own start writes is accounted for by what is remembered of it. */
    void effect(Map<String, Object> effect) {
        wroteElse |= Boolean.TRUE.equals(effect.get("writes")) && !JOB.equals(effect.get("kind")) && starting.isEmpty();
    }

    void remembered(String name, Object value) {
        String kind = name.substring(0, Math.max(0, name.indexOf(' ')));
        if (!kind.equals(JOB) && !kind.equals(REMOTE)) {
            return;
        }
        boolean begins = value instanceof Map<?, ?> map && map.get("starting") != null;
        boolean ended = value == null || value instanceof Map<?, ?> map && map.get("end") != null;
        set(starting, name, begins);
        set(open, name, !begins && !ended);
    }

    private static void set(Set<String> names, String name, boolean in) {
        if (in) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    void takeFrom(JobsInFlight other) {
        clear();
        open.addAll(other.open);
        starting.addAll(other.starting);
        wroteElse = other.wroteElse;
    }

    boolean canBeTakenUp() {
        return !wroteElse && starting.isEmpty() && !open.isEmpty();
    }
}
