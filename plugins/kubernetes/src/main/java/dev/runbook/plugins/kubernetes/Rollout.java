package dev.runbook.plugins.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a stateful set or deployment is.
 *
 * @param wanted how many pods it should have
 * @param seen   whether its controller has seen the last change at all
 */
record Rollout(long wanted, long there, long ready, long updated, boolean seen) {
    static Rollout of(long wanted, Integer there, Integer ready, Integer updated, Long generation, Long observed) {
        boolean seen = generation == null || observed != null && observed >= generation;
        return new Rollout(wanted, number(there), number(ready), number(updated), seen);
    }

    private static long number(Integer value) {
        return value == null ? 0 : value;
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("wanted", wanted);
        facts.put("there", there);
        facts.put("ready", ready);
        facts.put("updated", updated);
        facts.put("done", seen && there == wanted && ready == wanted && updated == wanted);
        return facts;
    }
}
