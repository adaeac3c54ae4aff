package dev.runbook.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An address that leads to one port of this machine or another: a load balancer, or the name that DNS knows. */
public final class Front implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "laboratory front");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int target;

    private Front(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Starts it on a free port. */
    public static Front start(int target) throws IOException {
        Front front = new Front(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
        front.threads.execute(front::accept);
        return front;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** New connections lead there from now on. */
    public void leadTo(int port) {
        target = port;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target)) {
            threads.execute(() -> pump(client, behind));
            pump(behind, client);
        } catch (IOException gone) {
            // as of a server that is not there: the client sees its connection closed
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException gone) {
            // either end is gone: there is nobody to tell
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
