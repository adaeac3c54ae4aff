package dev.runbook.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * Work or a decision for people.
 *
 * @param script  gives the instructions when it is reached
 * @param who     who does it, or null
 * @param choices the answers there are; any but the first stops the run
 * @param need    how many different people must answer
 * @param by      a deadline, or null
 */
public record Manual(
        Id id,
        StepOptions options,
        Script script,
        List<String> who,
        List<String> choices,
        int need,
        Instant by,
        Fingerprint fingerprint,
        String where)
        implements Node {

    /** Reads the instructions. */
    @FunctionalInterface
    public interface Script {
        Instructions read() throws Exception;
    }
}
