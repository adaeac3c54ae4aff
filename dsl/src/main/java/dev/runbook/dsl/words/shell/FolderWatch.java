package dev.runbook.dsl.words.shell;

import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Passes output on, and keeps the start of standard error, where a script says that its folder is missing. */
final class FolderWatch implements Listener {
    private static final int ENOUGH = 8_192;

    private final Listener next;
    private final ByteArrayOutputStream start = new ByteArrayOutputStream();

    FolderWatch(Listener next) {
        this.next = next;
    }

    /** The folder, or null. */
    String missing() {
        String said = start.toString(StandardCharsets.UTF_8);
        int at = said.indexOf(Invocation.NO_FOLDER_MARK);
        return at < 0
                ? null
                : said.substring(at + Invocation.NO_FOLDER_MARK.length()).strip();
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        next.stdout(bytes, offset, length);
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        if (start.size() < ENOUGH) {
            start.write(bytes, offset, Math.min(length, ENOUGH - start.size()));
        }
        next.stderr(bytes, offset, length);
    }
}
