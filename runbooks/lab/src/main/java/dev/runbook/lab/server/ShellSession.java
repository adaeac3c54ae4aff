package dev.runbook.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * One command of an SSH channel, run by {@code /bin/sh} without a terminal. As with OpenSSH, a lost connection closes the command's pipes and
 * leaves the command itself alone.
 */
final class ShellSession implements Command {
    private static final int BUFFER = 32 * 1024;

    private final HostFolder host;
    private final String line;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Process process;

    ShellSession(HostFolder host, String line) {
        this.host = host;
        this.line = line;
    }

    @Override
    public void start(ChannelSession channel, Environment ignored) throws IOException {
        process = host.command(line).start();
        daemon("stdin", () -> pump(in, process.getOutputStream()));
        Thread errors = daemon("stderr", () -> pump(process.getErrorStream(), err));
        Thread output = daemon("stdout", () -> pump(process.getInputStream(), out));
        daemon("exit", () -> report(output, errors));
    }

    private void report(Thread output, Thread errors) {
        try {
            int status = process.waitFor();
            output.join();
            errors.join();
            exit.onExit(status);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies until either end closes, then closes both: a command that goes on writing to a lost client gets a broken pipe. */
    private static void pump(InputStream from, OutputStream to) {
        try (from;
                to) {
            byte[] buffer = new byte[BUFFER];
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                to.write(buffer, 0, length);
                to.flush();
            }
        } catch (IOException gone) {
            // either end is gone: there is nobody to tell
        }
    }

    private Thread daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "laboratory " + host.root().getFileName() + " " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void destroy(ChannelSession channel) throws IOException {
        if (process != null) {
            process.getOutputStream().close();
        }
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }
}
