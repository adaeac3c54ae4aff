package dev.runbook.plugins.redis

import java.util.concurrent.atomic.AtomicInteger

/** Stands between a client and a server, and cuts the connection when the client sends a certain text. */
class CuttingProxy implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.loopbackAddress)
    private final AtomicInteger cut = new AtomicInteger()
    private final AtomicInteger accepted = new AtomicInteger()
    private final Queue<Socket> open = new java.util.concurrent.ConcurrentLinkedQueue<>()
    private volatile String marker
    private volatile int times

    CuttingProxy(int server) {
        Thread.startDaemon {
            while (!listener.closed) {
                try {
                    def client = listener.accept()
                    accepted.incrementAndGet()
                    open << client
                    def far = new Socket(InetAddress.loopbackAddress, server)
                    Thread.startDaemon { pump(far, client, false) }
                    Thread.startDaemon { pump(client, far, true) }
                } catch (SocketException closed) {
                    break
                }
            }
        }
    }

    int getPort() {
        listener.localPort
    }

    int getCuts() {
        cut.get()
    }

    int getConnections() {
        accepted.get()
    }

    void cutAll() {
        open*.close()
    }

    void cutWhen(String text, int times) {
        this.marker = text
        this.times = times
    }

    private void pump(Socket from, Socket to, boolean watched) {
        try {
            def buffer = new byte[65536]
            for (int n = from.inputStream.read(buffer); n >= 0; n = from.inputStream.read(buffer)) {
                if (watched && marker && new String(buffer, 0, n, 'ISO-8859-1').contains(marker) && cut.get() < times) {
                    cut.incrementAndGet()
                    break
                }
                to.outputStream.write(buffer, 0, n)
            }
        } catch (IOException ended) {
            // Either side may end it.
        } finally {
            from.close()
            to.close()
        }
    }

    @Override
    void close() {
        listener.close()
    }
}
