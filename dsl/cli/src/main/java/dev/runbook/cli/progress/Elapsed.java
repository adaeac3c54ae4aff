package dev.runbook.cli.progress;

import java.time.Duration;

/** A running clock: {@code 0:07}, {@code 12:03}, {@code 2:07:12}. */
final class Elapsed {
    private Elapsed() {}

    static String clock(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        long hours = seconds / 3600;
        long minutes = seconds % 3600 / 60;
        return hours > 0
                ? "%d:%02d:%02d".formatted(hours, minutes, seconds % 60)
                : "%d:%02d".formatted(minutes, seconds % 60);
    }
}
