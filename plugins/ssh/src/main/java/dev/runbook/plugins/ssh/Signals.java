package dev.runbook.plugins.ssh;

import java.util.Map;

/** The numbers of the signals that the SSH protocol names, as every POSIX system counts them. */
final class Signals {
    private static final int DEATH = 128;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("SEGV", 11),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    private Signals() {}

    /** The status that a shell gives for a death by that signal; -1 where its number is not the same everywhere. */
    static int status(String signal) {
        Integer number = NUMBERS.get(signal);
        return number == null ? -1 : DEATH + number;
    }
}
