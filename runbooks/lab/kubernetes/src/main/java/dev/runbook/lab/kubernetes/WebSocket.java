package dev.runbook.lab.kubernetes;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's side of a websocket: whole frames, and messages whose first byte is a channel. */
final class WebSocket {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONTINUES = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final DataInputStream in;
    private final OutputStream out;

    WebSocket(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** Answers the client's wish; {@code protocol} is the one that was chosen. */
    void accept(String key, String protocol) throws IOException {
        String answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accepted(key) + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** The next message: its channel and then its bytes; null where the client has closed. */
    byte[] next() throws IOException {
        byte[] whole = new byte[0];
        while (true) {
            int first = in.readUnsignedByte();
            byte[] piece = payload();
            switch (first & 0x0f) {
                case CLOSE -> {
                    return null;
                }
                case PING -> frame(PONG, piece, piece.length);
                case PONG -> {}
                default -> {
                    whole = (first & 0x0f) == CONTINUES ? joined(whole, piece) : piece;
                    if ((first & 0x80) != 0) {
                        return whole;
                    }
                }
            }
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] mask = (second & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
        byte[] bytes = in.readNBytes(Math.toIntExact(length));
        if (bytes.length < length) {
            throw new IOException("the client hung up in the middle of a frame");
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= mask[i & 3];
        }
        return bytes;
    }

    private static byte[] joined(byte[] before, byte[] after) {
        byte[] all = java.util.Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }

    /** Sends bytes through a channel. */
    void send(int channel, byte[] bytes, int length) throws IOException {
        byte[] message = new byte[length + 1];
        message[0] = (byte) channel;
        System.arraycopy(bytes, 0, message, 1, length);
        frame(BINARY, message, message.length);
    }

    /** Says good-bye. */
    void end() throws IOException {
        frame(CLOSE, new byte[] {3, (byte) 0xe8}, 2);
    }

    private synchronized void frame(int kind, byte[] bytes, int length) throws IOException {
        out.write(0x80 | kind);
        if (length < 126) {
            out.write(length);
        } else if (length < 65_536) {
            out.write(new byte[] {126, (byte) (length >> 8), (byte) length});
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) length >> shift) & 0xff);
            }
        }
        out.write(bytes, 0, length);
        out.flush();
    }
}
