package dev.runbook.plugins.redis;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.StepScope;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Talks to one server inside effects: says what went wrong. */
final class RedisLine {
    /** A shorter secret is masked as a whole word only: it would blind the message. */
    private static final int SHORT = 6;

    private final StepScope scope;
    private final RedisTarget target;

    RedisLine(StepScope scope, RedisTarget target) {
        this.scope = scope;
        this.target = target;
    }

    /** Some commands in a row over one connection. */
    interface Talk<T> {
        T with(Connection connection);
    }

    /** The connection was lost when the command may have been sent. */
    private static final class Lost extends EffectFailed {
        Lost(String message) {
            super(message);
        }
    }

    <T> T read(RedisCommand command, Talk<T> talk) {
        try {
            return over(connection(), command, talk);
        } catch (Lost lost) {
            throw new OutcomeUnknown(lost.getMessage(), lost);
        }
    }

    <T> T write(RedisCommand command, Talk<T> talk) {
        try {
            return over(connection(), command, talk);
        } catch (Lost lost) {
            throw new OutcomeUnknown(
                    lost.getMessage() + "\n  nobody knows whether the command was carried out: look into the server",
                    null);
        }
    }

    private RedisConnections connections() {
        return scope.shared(
                "redis:" + target.name(),
                RedisConnections.class,
                () -> new RedisConnections(
                        new RedisSockets(scope, target, (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        "runbook:" + scope.run().id()));
    }

    private Connection connection() {
        try {
            return connections().take();
        } catch (JedisConnectionException refused) {
            String message = refusal(refused) + ". Check that the server runs and listens there"
                    + target.spec()
                            .text("via")
                            .map(via -> ", as seen from host '" + via + "' (via:).")
                            .orElse(" (address:), and whether it wants tls: true.");
            throw new NotReached(message, refused);
        } catch (JedisException refused) {
            throw new EffectFailed(refusal(refused) + login(refused));
        }
    }

    private <T> T over(Connection connection, RedisCommand command, Talk<T> talk) {
        boolean fine = false;
        try {
            T value = talk.with(connection);
            fine = true;
            return value;
        } catch (JedisConnectionException lost) {
            throw new Lost(command.show() + " on " + target.label() + ": contact was lost ("
                    + said(lost, command.secrets()) + ")");
        } catch (JedisDataException refused) {
            fine = true;
            throw new EffectFailed(command.show() + " on " + target.label() + " failed: "
                    + said(refused, command.secrets()) + login(refused));
        } finally {
            if (fine) {
                connections().give(connection);
            } else {
                connections().drop(connection);
            }
        }
    }

    private String refusal(JedisException refused) {
        return "cannot connect to " + target.label() + " of " + target.spec().where() + ": "
                + said(refused, List.of()).replaceFirst("\\.\\z", "");
    }

    private static String login(JedisException refused) {
        String said = String.valueOf(refused.getMessage());
        if (said.contains("WRONGPASS") || said.contains("invalid password")) {
            return ". Check user: and password: there.";
        }
        if (said.startsWith("NOAUTH")) {
            return ". The server wants a password: give it under password: in the inventory.";
        }
        if (said.contains("without any password configured") || said.contains("no password is set")) {
            return ". The server has no password: take password: out of the inventory.";
        }
        return said.startsWith("NOPERM") ? ". Check what the user: of the inventory may do." : "";
    }

    private String said(JedisException failure, List<String> secrets) {
        Throwable cause = failure.getCause();
        boolean more = cause != null
                && cause.getMessage() != null
                && !String.valueOf(failure.getMessage()).contains(cause.getMessage());
        String masked = failure.getMessage() + (more ? ": " + cause.getMessage() : "");
        for (String secret : secrets) {
            masked = mask(masked, secret);
        }
        return target.spec().secret("password").map(Secret::reveal).isPresent()
                ? mask(masked, target.spec().secret("password").get().reveal())
                : masked;
    }

    static String mask(String message, String secret) {
        if (secret.isBlank()) {
            return message;
        }
        String whole = "(?<![\\p{L}\\p{N}_])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}_])";
        return secret.length() >= SHORT ? message.replace(secret, Secret.MASK) : message.replaceAll(whole, Secret.MASK);
    }
}
