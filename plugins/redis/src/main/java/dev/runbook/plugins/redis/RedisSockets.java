package dev.runbook.plugins.redis;

import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.StepScope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens sockets to a server, through the tunnel where {@code via:} names one. TLS names, and checks, the server's own name, not the tunnel's end.
 */
record RedisSockets(StepScope scope, RedisTarget target, SSLSocketFactory tls) implements JedisSocketFactory {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    @Override
    public Socket createSocket() {
        Endpoint there = target.endpoint();
        Endpoint near =
                target.spec().text("via").map(via -> scope.reach(there, via)).orElse(there);
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(near.host(), near.port()), (int) CONNECT.toMillis());
            socket.setSoTimeout((int) CONNECT.toMillis());
            return target.spec().flag("tls") ? secured(socket, there) : socket;
        } catch (IOException refused) {
            close(socket);
            throw new JedisConnectionException(
                    refused.getMessage() == null ? refused.toString() : refused.getMessage(), refused);
        }
    }

    private Socket secured(Socket plain, Endpoint there) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, there.host(), there.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // It never was open as far as anyone else knows.
        }
    }
}
