package dev.runbook.engine.forecast;

import java.util.List;

/** What of a plan takes time, and in which order. */
sealed interface Part {
    /** One step; its number among the forecast's steps. */
    record Work(int number) implements Part {}

    /** One after the other. */
    record InOrder(List<Part> parts) implements Part {}

    /** Branches of which at most {@code max} run at once, begun in their order. */
    record AtOnce(int max, List<Part> branches) implements Part {}

    /** Not before an instant, in seconds from the beginning. */
    record NotBefore(double second) implements Part {}

    /** Where an outage begins or ends; its number among the outages. */
    record Mark(int outage, boolean begins) implements Part {}
}
