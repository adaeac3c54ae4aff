package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.EffectFailed;
import java.util.List;

/** A command ended with a status that does not count as success. Everything in it is masked. */
public final class CommandFailed extends EffectFailed {
    private static final int LINES = 10;
    private static final int BROKEN_PIPE = 141;

    private final int status;
    private final String err;

    /** @param err what it said on standard error, masked */
    public CommandFailed(String command, String host, int status, List<Integer> expected, String err) {
        super(message(command, host, status, expected, err));
        this.status = status;
        this.err = err;
    }

    /** The command's own status. */
    public int commandStatus() {
        return status;
    }

    public String err() {
        return err;
    }

    private static String message(String command, String host, int status, List<Integer> expected, String err) {
        String wanted = expected.size() == 1 ? String.valueOf(expected.get(0)) : "one of " + expected;
        return "'" + command + "' on host '" + host + "' ended with status " + status + ", expected " + wanted
                + hint(status) + last(err);
    }

    private static String hint(int status) {
        return switch (status) {
            case BROKEN_PIPE ->
                " (141: what reads a pipe ended before what writes it; where that is meant, as with head, say ok: [0, 141])";
            case 127 -> " (127: a program was not found)";
            case 126 -> " (126: a program may not be executed)";
            case -1 -> " (-1: ended by a signal)";
            default -> status > 128 && status < 160 ? " (ended by signal " + (status - 128) + ")" : "";
        };
    }

    private static String last(String err) {
        List<String> lines = err.strip().lines().toList();
        if (lines.isEmpty()) {
            return "; it said nothing on standard error";
        }
        List<String> shown = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return "; the last lines of its standard error:\n  " + String.join("\n  ", shown);
    }
}
