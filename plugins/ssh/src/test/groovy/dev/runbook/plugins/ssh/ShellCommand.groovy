package dev.runbook.plugins.ssh

import org.apache.sshd.server.Environment
import org.apache.sshd.server.ExitCallback
import org.apache.sshd.server.channel.ChannelSession
import org.apache.sshd.server.command.Command

/** A command of the embedded server: really run by /bin/sh, and left alone when the connection ends, as sshd does. */
class ShellCommand implements Command {
    private final String line
    InputStream inputStream
    OutputStream outputStream
    OutputStream errorStream
    ExitCallback exitCallback

    ShellCommand(String line) {
        this.line = line
    }

    @Override
    void start(ChannelSession channel, Environment environment) {
        Process process = new ProcessBuilder('/bin/sh', '-c', line).start()
        def out = pump(process.inputStream, outputStream)
        def err = pump(process.errorStream, errorStream)
        pump(inputStream, process.outputStream)
        Thread.startDaemon {
            out.join()
            err.join()
            exitCallback.onExit(process.waitFor())
        }
    }

    private static Thread pump(InputStream from, OutputStream to) {
        Thread.startDaemon {
            byte[] piece = new byte[32768]
            try {
                for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                    to.write(piece, 0, length)
                    to.flush()
                }
            } catch (IOException ignored) {
                // One side is gone.
            } finally {
                try {
                    to.close()
                } catch (IOException ignored) {
                    // So is the other.
                }
            }
        }
    }

    @Override
    void destroy(ChannelSession channel) {
        // The process goes on.
    }
}
