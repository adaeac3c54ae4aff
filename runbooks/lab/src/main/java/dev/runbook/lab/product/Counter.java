package dev.runbook.lab.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The counter {@code messages:total} in Redis: it is never set back, and the importer adds every message that it reads. */
final class Counter {
    private final NodeConfig config;

    Counter(NodeConfig config) {
        this.config = config;
    }

    void add(int messages) throws IOException {
        if (messages == 0) {
            return;
        }
        String[] address = config.redis().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            String request = "AUTH " + config.redisPassword() + "\r\nINCRBY messages:total " + messages + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            expect('+', replies.readLine());
            expect(':', replies.readLine());
        }
    }

    private static void expect(char kind, String reply) {
        if (reply == null || reply.isEmpty() || reply.charAt(0) != kind) {
            throw new ProductFailure("Import failed: Redis answered " + reply);
        }
    }
}
