package dev.runbook.plugins.ssh

/** Hangs up on the first who come, as sshd does at MaxStartups, and leads the later ones to a server. */
class BusyDoor implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getByName('127.0.0.1'))
    volatile int refused

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
                        Thread.startDaemon { socket.inputStream.transferTo(there.outputStream) }
                        Thread.startDaemon { there.inputStream.transferTo(socket.outputStream) }
                    }
                } catch (IOException ignored) {
                    // Closed.
                }
            }
        }
    }

    int getPort() { door.localPort }

    @Override
    void close() { door.close() }
}
