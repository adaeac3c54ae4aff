package dev.runbook.plugins.http;

import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.StepScope;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request: straight to where its URL says, or through a {@link Relay} to somewhere else. */
final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final StepScope scope;

    Wire(StepScope scope) {
        this.scope = scope;
    }

    /** The client for requests that go straight to their server; connections are kept as long as the run. */
    private record Straight(HttpClient client) implements AutoCloseable {
        @Override
        public void close() {
            // Its connections and threads end when nobody holds it any more; only Java 21 and newer can be told to.
        }
    }

    /** Nothing was sent: the server was not reached. */
    static final class NotReached extends IOException {
        NotReached(Endpoint where, Throwable cause) {
            super(where.toString(), cause);
        }
    }

    /**
     * @param there where to connect, as the host of the {@code onHost} sees it, if there is one
     * @param ca    a file of authorities that are trusted too, or null
     */
    HttpResponse<byte[]> send(HttpRequest request, Endpoint there, Path ca, Duration atMost) throws Exception {
        HostFrame host = scope.host();
        Endpoint near = host == null ? there : scope.reach(there, host.host());
        if (near.equals(endpoint(request.uri()))) {
            String key = "http:" + (ca == null ? "" : ca.toAbsolutePath());
            return send(
                    scope.shared(
                                    key,
                                    Straight.class,
                                    () -> new Straight(builder(ca).build()))
                            .client(),
                    request,
                    atMost);
        }
        Relay relay;
        try {
            relay = new Relay(near);
        } catch (IOException refused) {
            throw new NotReached(there, refused);
        }
        try {
            return send(builder(ca).proxy(ProxySelector.of(relay.address())).build(), request, atMost);
        } finally {
            relay.close();
        }
    }

    /** The server that a URL names. */
    static Endpoint endpoint(URI url) {
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return new Endpoint(
                host, url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
    }

    private static HttpClient.Builder builder(Path ca) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        return ca == null ? builder : builder.sslContext(Trust.alsoIn(ca));
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, Duration atMost) throws Exception {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new Limited());
        try {
            return answer.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        } catch (TimeoutException | InterruptedException over) {
            answer.cancel(true);
            throw over;
        }
    }
}
