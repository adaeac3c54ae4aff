package dev.runbook.dsl.words.host.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of an output, so many as fit. */
final class KeptLines {
    /** How much of the output is kept for {@code tail} and {@code matches}. */
    static final int MOST = 4 * 1024 * 1024;

    /** What a line costs besides its characters: a million empty ones are not nothing. */
    private static final int COST = 64;

    private final Deque<String> lines = new ArrayDeque<>();
    private int size;

    void add(String line) {
        lines.add(line);
        size += line.length() + COST;
        while (size > MOST && lines.size() > 1) {
            size -= lines.remove().length() + COST;
        }
    }

    List<String> all() {
        return new ArrayList<>(lines);
    }
}
