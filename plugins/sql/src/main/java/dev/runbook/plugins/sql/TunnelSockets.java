package dev.runbook.plugins.sql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that lead to the near end of a tunnel, whatever address they are told; made by the PostgreSQL driver from its settings. */
public final class TunnelSockets extends SocketFactory {
    private final InetSocketAddress near;

    /** The near end: port, a space, host. */
    public TunnelSockets(String near) {
        String[] parts = near.split(" ", 2);
        this.near = new InetSocketAddress(parts[1], Integer.parseInt(parts[0]));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress ignored, int timeout) throws IOException {
                super.connect(near, timeout);
            }

            @Override
            public void connect(SocketAddress ignored) throws IOException {
                super.connect(near, 0);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        Socket socket = createSocket();
        socket.connect(near);
        return socket;
    }
}
