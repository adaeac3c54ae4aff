package dev.runbook.dsl.words.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes that arrive in pieces into lines, each decoded whole; a line without an end is given in pieces of a bounded size, never inside a character. */
public final class Lines {
    private static final int LONGEST = 64 * 1024;

    private final Consumer<String> each;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long added;
    private long position;

    public Lines(Consumer<String> each) {
        this.each = each;
    }

    public void add(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                open.write(bytes, from, i - from);
                from = i + 1;
                flush(added + from - offset);
            } else if (open.size() + i - from >= LONGEST && (bytes[i] & 0xC0) != 0x80) {
                open.write(bytes, from, i - from);
                from = i;
                flush(added + from - offset);
            }
        }
        open.write(bytes, from, offset + length - from);
        added += length;
    }

    /** How many bytes there were up to the end of the line that was given last. */
    public long position() {
        return position;
    }

    /** The last line, which has no end. */
    public void end() {
        if (open.size() > 0) {
            flush(added);
        }
    }

    private void flush(long upTo) {
        position = upTo;
        String line = open.toString(StandardCharsets.UTF_8);
        open.reset();
        each.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
