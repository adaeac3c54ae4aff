package dev.runbook.dsl;

import java.util.Arrays;

/** What to say when evaluating a script throws something that is no message of ours. */
final class Evaluation {
    private Evaluation() {}

    static String explain(Throwable failure, String label) {
        return Arrays.stream(failure.getStackTrace())
                        .filter(frame -> frame.getFileName() != null
                                && frame.getFileName().startsWith("runbook_"))
                        .findFirst()
                        .map(frame -> label + ":" + frame.getLineNumber() + ": ")
                        .orElse(label + ": ")
                + failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
