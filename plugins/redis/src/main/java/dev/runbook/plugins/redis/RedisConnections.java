package dev.runbook.plugins.redis;

import dev.runbook.engine.model.Secret;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connections to one server, kept open as long as the run. Not the client's own pool: that one does not tell a connection that could not be had,
 * when nothing was sent, from one that was lost later, when nobody knows.
 */
final class RedisConnections implements AutoCloseable {
    private static final int ANSWER_MILLIS = 60_000;
    private static final int KEPT = 8;

    private final RedisSockets sockets;
    private final DefaultJedisClientConfig settings;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    RedisConnections(RedisSockets sockets, String client) {
        this.sockets = sockets;
        RedisTarget target = sockets.target();
        this.settings = DefaultJedisClientConfig.builder()
                .user(target.spec().text("user").orElse(null))
                .password(target.spec().secret("password").map(Secret::reveal).orElse(null))
                .database(target.database())
                .socketTimeoutMillis(ANSWER_MILLIS)
                .clientName(client)
                .resp2()
                .build();
    }

    /** One that has just answered, or a new one. */
    Connection take() {
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (answers(kept)) {
                return kept;
            }
            drop(kept);
        }
        Connection fresh = new Connection(sockets, settings);
        fresh.setSoTimeout(ANSWER_MILLIS);
        return fresh;
    }

    /** For the next command; only one that works. */
    void give(Connection connection) {
        if (closed || connection.isBroken() || idle.size() >= KEPT) {
            drop(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    void drop(Connection connection) {
        try {
            connection.close();
        } catch (JedisException gone) {
            // It is gone, as it should be.
        }
    }

    private static boolean answers(Connection connection) {
        try {
            return connection.ping();
        } catch (JedisException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            drop(kept);
        }
    }
}
