package dev.runbook.plugins.redis;

import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;

/** Brings Redis servers: the target kind {@code redis} and the words on it. */
public final class RedisPlugin implements PluginWords {
    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(RedisEntry.class);
    }

    @Override
    public List<Examiner> examiners() {
        return List.of(new RedisExaminer());
    }

    @Override
    public List<TargetKind> targets() {
        return List.of(new TargetKind(
                RedisTarget.KIND,
                "redis",
                List.of(
                        Key.required(
                                "address",
                                String.class,
                                "HOST:PORT, as the host in via: sees it; the port is 6379 unless said"),
                        Key.of("user", String.class, "who connects (Redis 6 and newer); without it the default user"),
                        Key.of("password", Secret.class, "its password"),
                        Key.of("database", Integer.class, "the number of the database, 0 unless said"),
                        Key.of(
                                "tls",
                                Boolean.class,
                                "true: encrypted, with the server's certificate checked against its name"),
                        Key.of("via", String.class, "the host whose SSH tunnel leads to the server"))));
    }
}
