package dev.runbook.lab.synapse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that greets, and takes nothing: whoever hears its greeting could send. */
final class MailServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket server;

    private MailServer(ServerSocket server) {
        this.server = server;
    }

    /** Starts it on a free port. */
    static MailServer start() throws IOException {
        MailServer mail = new MailServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(mail::greet, "laboratory mail");
        thread.setDaemon(true);
        thread.start();
        return mail;
    }

    private void greet() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write("220 laboratory ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException gone) {
                // who only wanted to know whether anybody is here; or nobody is any more
            }
        }
    }

    /** Whether one could send through this port. */
    static boolean greets(int port) {
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            client.setSoTimeout(PATIENCE_MILLIS);
            return client.getInputStream().read() == '2';
        } catch (IOException nobody) {
            return false;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
