package dev.runbook.plugins.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A connection through a jump host. Each has a connection to the jump host of its own, as with {@code ssh -J}: JSch hands out the bytes of all channels of a
 * connection on one thread, so two servers behind one shared connection could wait for each other for ever (a copy from one to the other).
 */
final class JumpProxy implements Proxy {
    private final Connector jump;
    private Connection connection;
    private ChannelDirectTCPIP channel;
    private ChunkInput input;
    private OutputStream output;
    private final Socket socket = new TimedSocket();

    JumpProxy(Connector jump) {
        this.jump = jump;
    }

    @Override
    public void connect(SocketFactory unused, String host, int port, int timeout) throws IOException, JSchException {
        Endpoint there = new Endpoint(host, port);
        Chunks chunks = new Chunks();
        connection = jump.open();
        try {
            channel = connection.tcp(there, chunks.sink(false, true));
        } catch (Connection.NotOpened refused) {
            connection.close();
            throw new EffectFailed(
                    jump.to().place() + ": as a jump host it cannot reach " + there
                            + ". Is that server up and the address right as seen from there, and does the jump host allow forwarding (AllowTcpForwarding)? Nothing was sent.",
                    refused);
        }
        input = new ChunkInput(chunks);
        output = channel.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.disconnect();
        }
        if (connection != null) {
            connection.close();
        }
    }

    /** JSch finds out about a silent server through the read timeout of its socket. */
    private final class TimedSocket extends Socket {
        @Override
        public void setSoTimeout(int millis) {
            input.timeout(millis);
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // The connection to the jump host sees to it.
        }
    }
}
