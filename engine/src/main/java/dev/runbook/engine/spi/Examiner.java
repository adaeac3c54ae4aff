package dev.runbook.engine.spi;

/** Knows how a kind of targets is examined, for {@code runbook doctor}. */
public interface Examiner {
    /** The kind of targets: {@code database}. */
    String kind();

    /**
     * Reaches a target and says who, what and how it is. It only reads, through effects: a writing one is not performed. What it throws is
     * told as the reason why the target cannot be reached. It is interrupted when its time is up.
     */
    void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) throws Exception;
}
