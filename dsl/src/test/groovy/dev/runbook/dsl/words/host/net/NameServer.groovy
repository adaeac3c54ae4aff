package dev.runbook.dsl.words.host.net

import java.nio.ByteBuffer

/** A name server on a free UDP port of this machine, with A records. */
class NameServer implements Closeable {
    final DatagramSocket socket = new DatagramSocket(0, InetAddress.loopbackAddress)
    final Map<String, List<String>> records

    NameServer(Map<String, List<String>> records) {
        this.records = records
        Thread.startDaemon { serve() }
    }

    int getPort() {
        socket.localPort
    }

    private void serve() {
        byte[] bytes = new byte[1500]
        while (!socket.closed) {
            def packet = new DatagramPacket(bytes, bytes.length)
            try {
                socket.receive(packet)
                def answer = answer(ByteBuffer.wrap(bytes, 0, packet.length))
                socket.send(new DatagramPacket(answer, answer.length, packet.socketAddress))
            } catch (IOException closed) {
                return
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        short id = query.getShort(0)
        query.position(12)
        def labels = []
        int length
        while ((length = query.get()) > 0) {
            byte[] label = new byte[length]
            query.get(label)
            labels << new String(label)
        }
        int type = query.getShort()
        int end = query.position() + 2
        def found = records[labels.join('.')]
        // JNDI asks for all types at once when it wants several
        def addresses = type in [1, 255] ? found ?: [] : []
        def out = ByteBuffer.allocate(1500)
        out.putShort(id).putShort((short) (found == null ? 0x8183 : 0x8180)).putShort((short) 1).putShort((short) addresses.size()).putShort((short) 0).putShort((short) 0)
        out.put(query.array(), 12, end - 12)
        addresses.each { address ->
            out.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(60).putShort((short) 4).put(InetAddress.getByName(address).address)
        }
        out.array()[0..<out.position()] as byte[]
    }

    @Override
    void close() {
        socket.close()
    }
}
