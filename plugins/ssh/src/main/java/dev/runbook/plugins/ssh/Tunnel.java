package dev.runbook.plugins.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A port of this machine, for this machine alone, that leads through a host to an endpoint. JSch's own forwarding ends with its connection; this port stays, and
 * the next client gets a new connection, so that a pool of database connections recovers by itself.
 */
final class Tunnel implements AutoCloseable {
    private static final int BACKLOG = 50;
    private static final int PIECE = 32 * 1024;

    private final Connector connector;
    private final Endpoint there;
    private final ServerSocket server;
    private Connection connection;

    private Tunnel(Connector connector, Endpoint there, ServerSocket server, Connection connection) {
        this.connector = connector;
        this.there = there;
        this.server = server;
        this.connection = connection;
    }

    /** Logs in at the host at once, so that a failure is told here and not to a database driver. */
    static Tunnel open(Connector connector, Endpoint there) {
        Connection connection = connector.open();
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            Tunnel tunnel = new Tunnel(connector, there, server, connection);
            Workers.ALL.execute(tunnel::accept);
            return tunnel;
        } catch (IOException noPort) {
            connection.close();
            throw new EffectFailed(
                    connector.to().place() + ": no local port for a tunnel to " + there + ": " + noPort.getMessage(),
                    noPort);
        }
    }

    Endpoint near() {
        return new Endpoint(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Workers.ALL.execute(() -> serve(socket));
            } catch (IOException closed) {
                // The loop ends with the server socket; a client that is already gone is none of its business.
            }
        }
    }

    /** A client whose connection fails sees it closed: there is no other way to tell it. */
    private void serve(Socket socket) {
        Chunks said = new Chunks();
        try (socket) {
            socket.setTcpNoDelay(true);
            ChannelDirectTCPIP channel = live().tcp(there, said.sink(false, true));
            try {
                InputStream heard = socket.getInputStream();
                OutputStream to = channel.getOutputStream();
                Workers.ALL.execute(() -> forward(heard, to));
                handBack(said, socket);
            } finally {
                said.end();
                channel.disconnect();
            }
        } catch (IOException | JSchException | Connection.NotOpened | RuntimeException failure) {
            said.end();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void handBack(Chunks said, Socket socket) throws IOException, InterruptedException {
        OutputStream to = socket.getOutputStream();
        for (Chunks.Chunk chunk = said.next(Long.MAX_VALUE); chunk != Chunks.END; chunk = said.next(Long.MAX_VALUE)) {
            if (chunk != null) {
                to.write(chunk.bytes());
            }
        }
    }

    private static void forward(InputStream from, OutputStream to) {
        byte[] piece = new byte[PIECE];
        try (to) {
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                to.write(piece, 0, length);
                to.flush();
            }
        } catch (IOException closed) {
            // One of the two sides is gone; the other is told by the one who hands back.
        }
    }

    private synchronized Connection live() {
        if (!connection.alive() && !server.isClosed()) {
            connection = connector.open();
        }
        return connection;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException ignored) {
            // The port is given back in any case.
        }
        synchronized (this) {
            connection.close();
        }
    }
}
