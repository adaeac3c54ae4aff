package dev.runbook.engine.model;

/** A part of the plan. */
public sealed interface Node
        permits Step,
                Manual,
                Group,
                Parallel,
                ForEach,
                Temporarily,
                Background,
                OutageMark,
                NotBefore,
                PointOfNoReturn {
    Id id();

    default String path() {
        return id().path();
    }

    /** The name people use; unique among the steps of a runbook. */
    default String name() {
        return id().name();
    }

    /** What its checkpoint is made from; a part of the plan without one has none. */
    default Fingerprint fingerprint() {
        return Fingerprint.NONE;
    }

    /** The heading it stands under, or null. */
    default String phase() {
        return id().phase();
    }
}
