package dev.runbook.lab.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A name server on a free UDP port of this machine, with the addresses that it was told; it knows no other name. */
public final class NameServer implements AutoCloseable {
    private static final int LARGEST = 512;
    private static final int HEADER = 12;
    private static final short ADDRESS = 1;
    private static final short ANY = 255;
    private static final short INTERNET = 1;
    private static final short ANSWERED = (short) 0x8180;
    private static final short NO_SUCH_NAME = (short) 0x8183;
    /** Where the question's name stands, for the answers to point at. */
    private static final short NAME_AT = (short) 0xc00c;

    private final DatagramSocket socket;
    private final Map<String, Supplier<List<String>>> addresses = new ConcurrentHashMap<>();

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    /** Starts it. */
    public static NameServer start() throws IOException {
        NameServer server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "laboratory name server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on the name leads to these, and to nothing else. */
    public void lead(String name, String... to) {
        follow(name, () -> List.of(to));
    }

    /** From now on the name leads to what is said here at that time. */
    public void follow(String name, Supplier<List<String>> to) {
        addresses.put(name, to);
    }

    /** Where the name leads; nowhere when nobody has said. */
    public List<String> addresses(String name) {
        return addresses.getOrDefault(name, List::of).get();
    }

    private void serve() {
        byte[] bytes = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                ByteBuffer answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer.array(), answer.position(), packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private ByteBuffer answer(ByteBuffer query) throws IOException {
        String name = name(query.position(HEADER));
        short type = query.getShort();
        int end = query.position() + Short.BYTES;
        List<String> found = type == ADDRESS || type == ANY ? addresses(name) : List.of();
        ByteBuffer out = ByteBuffer.allocate(LARGEST);
        out.putShort(query.getShort(0)).putShort(addresses.containsKey(name) ? ANSWERED : NO_SUCH_NAME);
        out.putShort((short) 1).putShort((short) found.size()).putInt(0);
        out.put(query.array(), HEADER, end - HEADER);
        for (String each : found) {
            byte[] address = InetAddress.getByName(each).getAddress();
            out.putShort(NAME_AT).putShort(ADDRESS).putShort(INTERNET).putInt(1);
            out.putShort((short) address.length).put(address);
        }
        return out;
    }

    private static String name(ByteBuffer query) {
        StringJoiner labels = new StringJoiner(".");
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        return labels.toString();
    }

    @Override
    public void close() {
        socket.close();
    }
}
