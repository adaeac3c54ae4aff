package dev.runbook.plugins.http;

import dev.runbook.engine.spi.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A proxy for one connection, on this machine's loopback: whatever server the client asks it for, it leads to the one endpoint. So the client
 * itself keeps naming, and checking, the URL's host, in the Host header, in TLS and in the certificate, while the bytes go elsewhere.
 */
final class Relay implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_HEAD = 1 << 20;

    private final Socket far = new Socket();
    private final ServerSocket listener;
    private volatile Socket client;

    /** Connects at once, so that a refusal is known to have come before anything was sent. */
    Relay(Endpoint there) throws IOException {
        try {
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(there.host(), there.port()), (int) CONNECT.toMillis());
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException refused) {
            far.close();
            throw refused;
        }
        start("runbook-http-relay", this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private interface Job {
        void run() throws IOException;
    }

    private void start(String name, Job job) {
        Thread thread = new Thread(
                () -> {
                    try {
                        job.run();
                    } catch (IOException ended) {
                        close();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() throws IOException {
        try (ServerSocket once = listener) {
            client = once.accept();
        }
        client.setTcpNoDelay(true);
        String head = head(client.getInputStream());
        if (head.startsWith("CONNECT ")) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        } else {
            far.getOutputStream().write(origin(head).getBytes(StandardCharsets.ISO_8859_1));
        }
        start("runbook-http-relay-answer", () -> pump(far, client));
        pump(client, far);
    }

    /** A proxy is asked for the whole URL; the server itself for the path only. */
    static String origin(String head) {
        return head.replaceFirst("^(\\S+) (?i:http)://[^/?# ]*(?=/)", "$1 ")
                .replaceFirst("^(\\S+) (?i:http)://[^/?# ]*", "$1 /");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || head.size() > LONGEST_HEAD) {
                throw new IOException("the request's head has no end");
            }
            head.write(next);
            boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void pump(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    @Override
    public void close() {
        for (AutoCloseable each : new AutoCloseable[] {listener, client, far}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception already) {
                // Closing is all that was wanted.
            }
        }
    }
}
