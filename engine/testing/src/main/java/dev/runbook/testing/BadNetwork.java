package dev.runbook.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network that fails on purpose: a TCP proxy between a client and a server which cuts, stalls, delays and truncates, at a seeded random moment counted in bytes, or when the client sends a certain
 * text. A seed repeats a run as far as the two sides do the same.
 */
public final class BadNetwork implements AutoCloseable {
    /** What may go wrong. */
    public enum Fault {
        /** Both sides see the connection closed, what is on its way is lost. */
        CUT,
        /** The piece in which it happens arrives in part, then the connection is closed. */
        TRUNCATE,
        /** What was sent arrives, and no answer ever does: the connection is closed when the server answers. */
        LOSE_ANSWER,
        /** Everything arrives, in small pieces that wait for each other. */
        DELAY,
        /** Nothing arrives any more, and nobody closes anything; at last the connection is cut. */
        STALL
    }

    private static final int PIECE = 65536;
    private static final int SMALL = 7;
    private static final long STALLED = 20;

    private final ServerSocket listener;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicLong traffic = new AtomicLong();
    private Random random;
    private Fault[] kinds = {};
    private int every;
    private long next;
    private String text;
    private int left;

    /** Leads to a port of this machine. */
    public BadNetwork(int server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        daemon(this::accept);
    }

    public int getPort() {
        return listener.getLocalPort();
    }

    public int getConnections() {
        return connections.get();
    }

    /** How many times something went wrong. */
    public int getFaults() {
        return faults.get();
    }

    /** From now on so many faults happen, of these kinds, each a random number of bytes (up to {@code every}) after the one before. */
    public synchronized void fail(Random seeded, int times, int within, Fault... these) {
        random = seeded;
        kinds = these.clone();
        every = within;
        next = traffic.get() + 1 + random.nextInt(every);
        text = null;
        left = times;
    }

    /** Cuts when the client sends a text, so many times. */
    public synchronized void cutWhen(String said, int times) {
        text = said;
        left = times;
    }

    /** Nothing goes wrong any more. */
    public synchronized void heal() {
        left = 0;
    }

    /** Closes what is open now. */
    public void cutAll() {
        open.forEach(BadNetwork::quietly);
        open.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                open.add(client);
                connect(client);
            } catch (IOException closed) {
                // The test is over.
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            open.add(far);
            Line line = new Line(client, far);
            daemon(() -> line.pump(far, client, false));
            daemon(() -> line.pump(client, far, true));
        } catch (IOException away) {
            quietly(client);
        }
    }

    /** One connection. */
    private final class Line {
        private final Socket client;
        private final Socket far;
        private volatile boolean deaf;

        private Line(Socket client, Socket far) {
            this.client = client;
            this.far = far;
        }

        private void pump(Socket from, Socket to, boolean asking) {
            byte[] piece = new byte[PIECE];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                    if (deaf && !asking) {
                        break;
                    }
                    if (!passed(piece, length, out, asking)) {
                        break;
                    }
                }
            } catch (IOException ended) {
                // Either side may end it.
            } finally {
                quietly(client);
                quietly(far);
                open.remove(client);
                open.remove(far);
            }
        }

        /** False where the connection ends here. */
        private boolean passed(byte[] piece, int length, OutputStream out, boolean asking) throws IOException {
            Fault fault = due(piece, length, asking);
            if (fault == null) {
                out.write(piece, 0, length);
                return true;
            }
            switch (fault) {
                case TRUNCATE -> out.write(piece, 0, length / 2);
                case DELAY -> slowly(piece, length, out);
                case LOSE_ANSWER -> {
                    deaf = true;
                    if (asking) {
                        out.write(piece, 0, length);
                    }
                }
                case STALL -> pause(STALLED);
                default -> {}
            }
            return fault == Fault.DELAY || fault == Fault.LOSE_ANSWER && asking;
        }

        private void slowly(byte[] piece, int length, OutputStream out) throws IOException {
            for (int at = 0; at < length; at += SMALL) {
                out.write(piece, at, Math.min(SMALL, length - at));
                if (at < SMALL * 20) {
                    pause(1);
                }
            }
        }
    }

    private synchronized Fault due(byte[] piece, int length, boolean asking) {
        long passed = traffic.addAndGet(length);
        boolean due = text == null
                ? passed >= next
                : asking && new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(text);
        if (left == 0 || !due) {
            return null;
        }
        left--;
        faults.incrementAndGet();
        if (text != null) {
            return Fault.CUT;
        }
        next = passed + 1 + random.nextInt(every);
        return kinds[random.nextInt(kinds.length)];
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It is closed, as it should be.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "bad network");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        quietly(listener);
        cutAll();
    }
}
