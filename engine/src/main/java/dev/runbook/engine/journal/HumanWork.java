package dev.runbook.engine.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a step asks of people since it waits for them, and what they ticked off; changed only by {@link StepState}. */
public final class HumanWork {
    private final Entry asked;
    private final Map<Integer, Tick> ticks = new LinkedHashMap<>();
    private Entry latest;

    /**
     * One thing that was done.
     *
     * @param item its place in the list, counted from 1
     * @param text what it said
     */
    public record Tick(int item, String text, String by, Instant at) {}

    HumanWork(Entry asked) {
        this.asked = asked;
        this.latest = asked;
    }

    /** Asked again: by a later engine, or after a verification that did not hold. */
    void again(Entry entry) {
        latest = entry;
        ticks.values().removeIf(tick -> !tick.text().equals(text(tick.item())));
    }

    void tick(Entry entry) {
        int item = (int) entry.number("item");
        if (Boolean.FALSE.equals(entry.data().get("done"))) {
            ticks.remove(item);
        } else {
            ticks.put(item, new Tick(item, entry.text("text"), entry.text("by"), entry.time()));
        }
    }

    private String text(int item) {
        List<String> todo = todo();
        return item >= 1 && item <= todo.size() ? todo.get(item - 1) : null;
    }

    /** Which entry asked first: an answer to an earlier question counts for nothing. */
    public long since() {
        return asked.seq();
    }

    /** When people were first asked. */
    public Instant asked() {
        return asked.time();
    }

    /** What is to do, in its order. */
    public List<String> todo() {
        return texts(latest.data().get("todo"));
    }

    /** The answers there are; empty where nothing is decided. */
    public List<String> choices() {
        return texts(latest.data().get("choices"));
    }

    /** Who is asked. */
    public List<String> who() {
        return texts(latest.data().get("who"));
    }

    /** How many different people are needed. */
    public int need() {
        return Math.max(1, (int) latest.number("need"));
    }

    /** The deadline, or null. */
    public Instant by() {
        return latest.text("by") == null ? null : Instant.parse(latest.text("by"));
    }

    /** What did not hold when somebody said that it is done, or null. */
    public String notYet() {
        return latest.text("notYet");
    }

    /** The questions: {@code name}, {@code choices}, {@code secret}. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> asks() {
        return (List<Map<String, Object>>) latest.data().getOrDefault("asks", List.of());
    }

    /** What is ticked off, by its place in the list, counted from 1. */
    public Map<Integer, Tick> ticks() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(ticks));
    }

    private static List<String> texts(Object data) {
        List<String> texts = new ArrayList<>();
        if (data instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
