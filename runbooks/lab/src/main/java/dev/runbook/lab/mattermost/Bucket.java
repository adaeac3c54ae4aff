package dev.runbook.lab.mattermost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.lab.server.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The vendor's S3 bucket as a presigned URL shows it: who has the URL may put that one file. A folder is behind it. */
final class Bucket implements AutoCloseable {
    private final String signature = UUID.randomUUID().toString();
    private final HttpServer server;
    private final Path folder;

    private Bucket(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static Bucket open(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Bucket bucket = new Bucket(server, folder);
        server.createContext("/", bucket::answer);
        server.start();
        return bucket;
    }

    /** Opens for that name alone. */
    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "?X-Amz-Signature=" + signed(name);
    }

    private String signed(String name) {
        return UUID.nameUUIDFromBytes((signature + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        boolean opens = ("X-Amz-Signature=" + signed(name))
                .equals(exchange.getRequestURI().getQuery());
        if (opens && exchange.getRequestMethod().equals("PUT")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.copy(exchange.getRequestBody(), file, StandardCopyOption.REPLACE_EXISTING);
        }
        Answer.send(exchange, opens ? 200 : 403, "application/xml", new byte[0]);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
