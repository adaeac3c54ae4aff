package dev.runbook.cli.web;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of a run's output, as they are added. */
final class LogTail {
    private static final int KEPT = 300;
    private static final int AT_ONCE = 1 << 18;

    private final Path file;
    private final Deque<String> lines = new ArrayDeque<>();
    private long read = -1;
    private long count;

    LogTail(Path file) {
        this.file = file;
    }

    /** Reads on; whether there was anything new. */
    boolean follow() {
        if (!Files.exists(file)) {
            return false;
        }
        long before = count;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            boolean middle = read < 0 && length > AT_ONCE || length - read > AT_ONCE;
            read = middle ? length - AT_ONCE : Math.max(0, Math.min(read, length));
            in.seek(read);
            byte[] fresh = new byte[(int) (length - read)];
            in.readFully(fresh);
            take(fresh, middle);
        } catch (IOException unreadable) {
            return false;
        }
        return count > before;
    }

    private void take(byte[] fresh, boolean middle) {
        int from = 0;
        boolean torn = middle;
        for (int i = 0; i < fresh.length; i++) {
            if (fresh[i] == '\n') {
                if (!torn) {
                    add(new String(fresh, from, i - from, StandardCharsets.UTF_8));
                }
                torn = false;
                from = i + 1;
            }
        }
        read += from;
    }

    private void add(String line) {
        lines.add(line);
        count++;
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** How many lines there were so far. */
    long count() {
        return count;
    }

    /** The lines after the first {@code seen}, as far as they are kept. */
    List<String> after(long seen) {
        List<String> all = new ArrayList<>(lines);
        int fresh = (int) Math.min(all.size(), Math.max(0, count - seen));
        return all.subList(all.size() - fresh, all.size());
    }
}
