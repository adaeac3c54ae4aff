package dev.runbook.engine.model;

import java.util.List;
import java.util.function.BiFunction;

/**
 * One group of steps for each item of a list that may be known only later.
 *
 * @param items     gives the list when it is reached
 * @param constant  the list where the plan knows it, else null
 * @param expand    the steps for an item and the prefix of their paths; the item may be {@link Pending}
 * @param keepGoing whether the other items go on when one failed
 */
public record ForEach(
        Id id,
        StepOptions options,
        Body items,
        List<Object> constant,
        BiFunction<Object, String, List<Node>> expand,
        int max,
        boolean keepGoing)
        implements Node {

    /** The part of the path that tells the items apart: {@code room[kitchen]}. */
    public String path(Object item) {
        return id.path() + "[" + item + "]";
    }
}
