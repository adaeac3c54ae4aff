package dev.runbook.engine.journal;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.NotRecorded;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An entry could not be written down: nothing more may be begun, and the run goes on only with another engine. */
public final class JournalFailed extends NotRecorded {
    private JournalFailed(String message, Throwable cause) {
        super(ExitStatus.FAILED, message, cause);
    }

    /** A write that failed: what was written before it stands. */
    static JournalFailed unwritten(Path file, Throwable why) {
        return new JournalFailed(
                "The journal " + file + " cannot be written: " + reason(why) + ". Nothing more is begun. " + mend(file),
                why);
    }

    /** The disk did not confirm what was written: nobody knows what is there. */
    static JournalFailed unforced(Path file, Throwable why) {
        return new JournalFailed(
                "The disk did not confirm an entry of the journal " + file + ": " + reason(why)
                        + ". Nothing more is begun or written. Have the disk looked at. " + mend(file),
                why);
    }

    /** An entry that comes when the run has ended. */
    static JournalFailed closed(Path file) {
        return new JournalFailed(
                "The journal " + file + " is closed. Go on with: runbook resume "
                        + file.toAbsolutePath().getParent().getFileName(),
                null);
    }

    /** The same for one more who hears of it: an exception that several threads throw cannot be suppressed in itself. */
    JournalFailed again() {
        return new JournalFailed(getMessage(), this);
    }

    private static String mend(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return "Free the disk or mend the permissions of " + folder + ", then: runbook resume " + folder.getFileName();
    }

    private static String reason(Throwable why) {
        if (why instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (why instanceof NoSuchFileException) {
            return "it is not there any more";
        }
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return why instanceof IOException ? message : why.getClass().getSimpleName() + ": " + message;
    }
}
