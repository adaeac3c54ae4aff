package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.link.PidLine;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How a command and its input travel: both through standard input, as lines of base64 that a lone dot ends. So the command's text stands neither in the request's address, whose length is
 * limited and which audit logs keep, nor does its input end with the websocket, whose protocol {@code v4} cannot end it otherwise.
 */
final class Envelope {
    private static final int LINE = 4096;
    private static final byte[] NEWLINE = {'\n'};
    private static final byte[] DOT = {'.', '\n'};

    /** A text without its dot was cut off, and is not run. */
    private static final String OPENING = """
            for p in sed base64; do
                command -v $p >/dev/null 2>&1 || { echo "this container has no $p, which runbook needs in it" >&2; exit 127; }
            done
            s=; while IFS= read -r l && [ "$l" != . ]; do s=$s$l; done
            [ "$l" = . ] || exit 126
            s=$(printf %s "$s" | base64 -d) || exit 126
            """;

    private static final String RUN = "sed -n -e '/^[.]$/q' -e p | base64 -d | /bin/sh -c \"$s\"";

    private final PidLine pid;
    private final String line;

    Envelope(PidLine pid, String line) {
        this.pid = pid;
        this.line = line;
    }

    /** The script that a shell in the container is started with. */
    String opening() {
        return OPENING + pid.before(RUN);
    }

    /** The stream for the command's input; the command itself goes first. */
    OutputStream into(OutputStream socket) throws IOException {
        try (OutputStream text = encoded(socket)) {
            text.write(line.getBytes(StandardCharsets.UTF_8));
        }
        return encoded(socket);
    }

    /** Closing it writes the dot, and leaves the socket open. */
    private static OutputStream encoded(OutputStream socket) {
        OutputStream kept = new FilterOutputStream(socket) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.write(NEWLINE);
                out.write(DOT);
                out.flush();
            }
        };
        return Base64.getMimeEncoder(LINE, NEWLINE).wrap(kept);
    }
}
