package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.CommandFailed;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import java.util.List;

/**
 * What a job's end means.
 *
 * @param shown its command, secrets masked
 */
record Verdict(String shown, String host, JobTerms terms, Masking masking) {
    private static final int LINES = 10;

    /** The job's result; every other end is an exception. */
    JobResult on(Ending end, JobOutput output) {
        List<String> lines = output.kept();
        String tail = masking.mask(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
        if (end.unbegun()) {
            throw new EffectFailed(
                    job() + " could not be started: it was cut off again and again before its command ran");
        }
        if (end.killed()) {
            throw new EffectFailed(job() + " was ended by runbook kill." + last(tail));
        }
        if (end.status() == null) {
            throw new OutcomeUnknown(
                    job() + " is gone without a status: " + end.why()
                            + ". Nobody knows how far it came: look there before it is started again." + last(tail),
                    null);
        }
        if (output.failedBy() != null) {
            throw new EffectFailed(job() + " said what must not appear (failure: " + terms.failure()
                    + ") and ended with status " + end.status() + ": " + output.failedBy());
        }
        if (!terms.ok().contains(end.status())) {
            throw new CommandFailed(shown, host, end.status(), terms.ok(), tail);
        }
        if (!output.succeeded()) {
            throw new EffectFailed(job() + " ended with status " + end.status()
                    + ", but no line was found that success: expects (" + terms.success() + ")." + last(tail));
        }
        return new JobResult(end.status(), lines);
    }

    private String job() {
        return "The job '" + shown + "' on host '" + host + "'";
    }

    private static String last(String tail) {
        return tail.isEmpty() ? " It has said nothing." : " Its last lines:\n  " + tail.replace("\n", "\n  ");
    }
}
