package dev.runbook.plugins.ssh

import dev.runbook.engine.spi.Endpoint

/** Says back what it hears. */
class EchoServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName('127.0.0.1'))

    EchoServer() {
        Thread.startDaemon {
            while (!server.closed) {
                try {
                    def socket = server.accept()
                    Thread.startDaemon {
                        socket.withCloseable { it.inputStream.transferTo(it.outputStream) }
                    }
                } catch (IOException ignored) {
                    // Closed.
                }
            }
        }
    }

    int getPort() { server.localPort }

    static String talk(Endpoint near, String text) {
        new Socket(near.host(), near.port()).withCloseable { socket ->
            Thread.startDaemon {
                socket.outputStream.write(text.bytes)
                socket.shutdownOutput()
            }
            new String(socket.inputStream.readAllBytes())
        }
    }

    @Override
    void close() { server.close() }
}
