package dev.runbook.plugins.ssh

/** Hangs up on the first who come, as sshd does at MaxStartups, and leads the later ones to a server, until it falls silent as a broken network does. */
class BusyDoor implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName('127.0.0.1'))
    volatile int refused
    volatile boolean silent

    BusyDoor(int port, int count) {
        Thread.startDaemon {
            while (!door.closed) {
                try {
                    def socket = door.accept()
                    if (refused < count) {
                        refused++
                        socket.close()
                    } else {
                        def there = new Socket('127.0.0.1', port)
                        Thread.startDaemon { pump(socket.inputStream, there.outputStream) }
                        Thread.startDaemon { pump(there.inputStream, socket.outputStream) }
                    }
                } catch (IOException ignored) {
                    // Closed.
                }
            }
        }
    }

    private void pump(InputStream from, OutputStream to) {
        byte[] piece = new byte[32768]
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            if (!silent) {
                to.write(piece, 0, length)
            }
        }
    }

    int getPort() { door.localPort }

    @Override
    void close() { door.close() }
}
