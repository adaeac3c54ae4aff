package dev.runbook.lab.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A port of a pod on a websocket: channel 0 is the data, 1 an error. The pod's ports are those of this machine. */
final class PortForward {
    private static final int PIECE = 32 * 1024;

    private final WebSocket socket;
    private final int port;

    PortForward(WebSocket socket, int port) {
        this.socket = socket;
        this.port = port;
    }

    /** Returns when either side is gone. */
    void serve() throws IOException {
        byte[] number = {(byte) port, (byte) (port >> 8)};
        socket.send(0, number, number.length);
        socket.send(1, number, number.length);
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
            far.setTcpNoDelay(true);
            Thread back = new Thread(() -> pump(far), "laboratory port-forward");
            back.setDaemon(true);
            back.start();
            for (byte[] message = socket.next(); message != null; message = socket.next()) {
                if (message.length > 1 && message[0] == 0) {
                    far.getOutputStream().write(message, 1, message.length - 1);
                    far.getOutputStream().flush();
                }
            }
        } catch (java.net.ConnectException refused) {
            byte[] text = ("error forwarding port " + port + " to pod: " + refused.getMessage())
                    .getBytes(StandardCharsets.UTF_8);
            socket.send(1, text, text.length);
            socket.end();
        }
    }

    private void pump(Socket far) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream from = far.getInputStream();
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                socket.send(0, piece, length);
            }
            socket.end();
        } catch (IOException gone) {
            // Either side may end it.
        }
    }
}
