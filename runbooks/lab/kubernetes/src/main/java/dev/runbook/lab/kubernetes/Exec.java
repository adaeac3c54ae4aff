package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A command in a container, its streams on channels of a websocket: 0 is its input, 1 and 2 what it says, 3 how it ended. A client of {@code v4.channel.k8s.io} cannot end the input; one of
 * {@code v5} can. Where the client is lost the input ends and the process goes on, as in a cluster.
 */
final class Exec {
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int STATUS = 3;
    private static final int ENDS = 255;
    private static final int PIECE = 32 * 1024;

    private final WebSocket socket;
    private final Process process;

    Exec(WebSocket socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    /** Returns when the client is gone. */
    void serve() throws IOException {
        Thread out = daemon("stdout", () -> pump(process.getInputStream(), OUT));
        Thread err = daemon("stderr", () -> pump(process.getErrorStream(), ERR));
        daemon("status", () -> report(out, err));
        try (OutputStream input = process.getOutputStream()) {
            for (byte[] message = socket.next(); message != null; message = socket.next()) {
                take(message, input);
            }
        }
    }

    private static void take(byte[] message, OutputStream input) {
        try {
            if (message.length > 1 && message[0] == IN) {
                input.write(message, 1, message.length - 1);
                input.flush();
            } else if (message.length > 1 && (message[0] & 0xff) == ENDS && message[1] == IN) {
                input.close();
            }
        } catch (IOException unread) {
            // The command does not read what it is given, as head does.
        }
    }

    private void pump(InputStream from, int channel) {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                socket.send(channel, piece, length);
            }
        } catch (IOException gone) {
            // The client does not hear any more.
        }
    }

    private void report(Thread out, Thread err) {
        try {
            int status = process.waitFor();
            out.join();
            err.join();
            byte[] text = status(status).toString().getBytes(StandardCharsets.UTF_8);
            socket.send(STATUS, text, text.length);
            socket.end();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The client does not hear any more.
        }
    }

    private static ObjectNode status(int code) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.putObject("metadata");
        status.put("status", code == 0 ? "Success" : "Failure");
        if (code != 0) {
            status.put("reason", "NonZeroExitCode");
            status.put("message", "command terminated with non-zero exit code: exit status " + code);
            status.putObject("details")
                    .putArray("causes")
                    .addObject()
                    .put("reason", "ExitCode")
                    .put("message", String.valueOf(code));
        }
        return status;
    }

    private static Thread daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "laboratory exec " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
