package dev.runbook.engine.run;

import dev.runbook.engine.model.RunbookException;
import java.util.Arrays;
import java.util.Optional;

/** What to tell an operator about something that was thrown. */
final class Failures {
    /** Compiled scripts carry names that begin like this, so that their lines are found in a stack trace. */
    private static final String SCRIPT = "runbook_";

    private Failures() {}

    /** The message; of an unexpected exception its kind too, and in any case the line of the script where it is known. */
    static String message(Throwable failure, String where) {
        Throwable shown = failure instanceof java.util.concurrent.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String text = shown instanceof RunbookException || shown instanceof AssertionError
                ? String.valueOf(shown.getMessage())
                : shown.getClass().getSimpleName() + ": " + shown.getMessage();
        return line(shown).map(line -> file(where) + ":" + line + ": ").orElse("") + text;
    }

    private static Optional<Integer> line(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame ->
                        frame.getFileName() != null && frame.getFileName().startsWith(SCRIPT))
                .map(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst();
    }

    private static String file(String where) {
        return where == null ? "?" : where.replaceFirst(":\\d+(:\\d+)?$", "");
    }
}
