package dev.runbook.engine.model;

/** A part of the plan. */
public sealed interface Node permits Step, Manual, Group, Parallel, ForEach, Temporarily, Background, OutageMark, NotBefore, PointOfNoReturn {
    /** The name people use; unique among the steps of a runbook. */
    String name();

    /** The heading it stands under, or null. */
    String phase();
}
