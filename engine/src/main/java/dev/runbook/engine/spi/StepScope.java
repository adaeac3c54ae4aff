package dev.runbook.engine.spi;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What a word is given: the step it stands in, the targets, and the only way to touch the world. */
public interface StepScope extends Hosts {
    RunInfo run();

    /** The path of the step: its name, under the items of the {@code forEach}es around it. */
    String step();

    /** Whether effects are performed at all: false in a dry run, where nothing is worth waiting for. */
    boolean live();

    /** Performs, or shows, an effect; journaled, timed and masked. Gives its value, or a pending one in a dry run. */
    Object perform(Effect<?> effect);

    /** The innermost {@code onHost}, or null outside of one. */
    HostFrame host();

    /** The hosts of a group of the inventory, in its order; an unknown name or an empty group is {@link dev.runbook.engine.model.RunbookException#invalid}. */
    List<String> group(String name);

    /** Runs the body inside a host frame, on this thread. */
    Object on(HostFrame frame, Callable<Object> body) throws Exception;

    /** Runs the bodies at once, at most {@code max} at a time, inside this step and its host frame; waits for all, then throws the first failure, the others suppressed in it. */
    List<Object> parallel(int max, List<Callable<Object>> bodies) throws Exception;

    /**
     * Something to keep open as long as the run, made once for a key: a client with its pool. Closed at the end of the run.
     * Call it inside an effect only: a dry run opens nothing.
     */
    <C extends AutoCloseable> C shared(String key, Class<C> type, Supplier<C> open);

    /** Where to connect for {@code there}: itself, or the near end of a tunnel on the host that {@code via:} names (null: none). Inside an effect only. */
    Endpoint reach(Endpoint there, String via);

    /** The checkpointed result of an earlier step, by its path, or by its name where that is unique; that of a skipped step is an error. */
    Object result(String step);

    /** Whether that step was skipped or left out, so that it has no result. */
    boolean skipped(String step);

    /** Keeps data (no secret) under a name of this step: it is on the disk before this returns, and so before the next effect. A resumed attempt finds it again. */
    void remember(String name, Object value);

    /** What this step, in this or an earlier attempt, remembered under the name, or null. */
    Object remembered(String name);

    /**
     * Whether this attempt takes up an earlier one that was cut off in the middle of a job, which goes on by itself: what had ended there need not be done again. Otherwise the step runs from its
     * beginning.
     */
    default boolean takesUp() {
        return false;
    }

    Timekeeper time();

    /** A line in log and report. */
    void note(String text);

    /** Live output of a command or job, a line without its end; shown to the operator, kept in the run's log. */
    void output(String line);

    /** Work done: turns a duration into a rate. */
    void measure(String unit, Number amount);

    /** A milestone of a job: it lasts until the next one or the job's end. {@code at} is the instant its own log names, or null; a null name marks that end. */
    void milestone(String name, java.time.LocalDateTime at);

    /** A file kept with the run, under {@code kept/}, secrets masked: its name and SHA-256 go to the journal. */
    void keep(String name, byte[] content);

    /** A message for people, by the name that the inventory gives them. */
    void tell(String who, String text);

    /** How far a job says it is: so much of {@code total} is done. */
    default void progress(double done, double total) {}

    /** Evidence: what was verified, whether it held, and the values that show it. */
    void verified(String what, boolean held, String evidence);
}
