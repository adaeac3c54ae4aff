package dev.runbook.plugins.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.spi.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One SSH connection that is logged in. */
final class Connection implements AutoCloseable {
    private static final int NO_REASON = -1;

    private final Session session;

    Connection(Session session) {
        this.session = session;
    }

    /** The key that the server showed, and that was known. */
    String key() {
        HostKey key = session.getHostKey();
        return key.getType() + " "
                + HostKeyRefusal.fingerprint(Base64.getDecoder().decode(key.getKey()));
    }

    boolean alive() {
        return session.isConnected();
    }

    /**
     * Starts a command; its output arrives in the chunks, which end when the channel is closed.
     *
     * @throws NotOpened when the server never got the command
     */
    ChannelExec exec(String line, Chunks chunks) throws NotOpened, JSchException {
        ChannelExec channel = (ChannelExec) opened("exec");
        channel.setCommand(line.getBytes(StandardCharsets.UTF_8));
        channel.setOutputStream(chunks.sink(false, false));
        channel.setErrStream(chunks.sink(true, true));
        connect(channel);
        return channel;
    }

    /** Connects from the server to an endpoint; what that one says goes to the stream, which is closed at its end. */
    ChannelDirectTCPIP tcp(Endpoint there, OutputStream said) throws NotOpened, JSchException {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) opened("direct-tcpip");
        channel.setHost(there.host());
        channel.setPort(there.port());
        channel.setOutputStream(said);
        connect(channel);
        if (!channel.isConnected()) {
            throw new NotOpened(false, new IOException("the connection was lost"));
        }
        return channel;
    }

    private Channel opened(String type) throws NotOpened {
        try {
            return session.openChannel(type);
        } catch (JSchException down) {
            throw new NotOpened(false, down);
        }
    }

    /** Without a timeout of JSch's, which would poll; it gives up after 20 seconds by itself. */
    private static void connect(Channel channel) throws NotOpened, JSchException {
        try {
            channel.connect();
        } catch (JSchException failure) {
            if (beforeTheCommand(failure)) {
                throw new NotOpened(channel.getExitStatus() != NO_REASON, failure);
            }
            throw failure;
        }
    }

    /**
     * JSch opens the channel first, and sends the command then. Its messages tell which of them failed: a broken line is wrapped as it is while the channel
     * opens, and as "ChannelExec" afterwards. What is not known for certain counts as sent.
     */
    private static boolean beforeTheCommand(JSchException failure) {
        String message = String.valueOf(failure.getMessage());
        boolean broken = failure.getCause() instanceof IOException cause && message.equals(cause.toString());
        return broken || message.contains("session is down") || message.contains("channel is not opened");
    }

    @Override
    public void close() {
        session.disconnect();
    }

    /** A channel that did not come about: nothing was sent through it. */
    static final class NotOpened extends Exception {
        private final boolean refused;

        NotOpened(boolean refused, Exception cause) {
            super(cause.getMessage(), cause);
            this.refused = refused;
        }

        /** Whether the server said no; otherwise the connection was lost. */
        boolean refused() {
            return refused;
        }
    }
}
