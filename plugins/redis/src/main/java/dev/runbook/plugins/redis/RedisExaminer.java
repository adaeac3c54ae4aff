package dev.runbook.plugins.redis;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Diagnosis;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Asks a Redis server what it is and how it is: with PING, DBSIZE and INFO, which a user of limited rights may be refused. */
final class RedisExaminer implements Examiner {
    private static final long MICROS = 1_000_000;

    @Override
    public String kind() {
        return RedisTarget.KIND;
    }

    @Override
    public void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) {
        RedisTarget server = RedisTarget.of(target);
        RedisCommands redis = new RedisCommands(scope, server);
        redis.ping();
        diagnosis.good("reached", server.endpoint().toString());
        diagnosis.good("identity", target.text("user").orElse("the default user") + ", database " + server.database());
        Instant before = scope.time().now();
        Map<String, String> info = info(redis, diagnosis);
        Instant after = scope.time().now();
        if (info.isEmpty()) {
            return;
        }
        diagnosis.good("version", "Redis " + info.get("redis_version"));
        if (info.containsKey("server_time_usec")) {
            long micros = Long.parseLong(info.get("server_time_usec"));
            diagnosis.clock(
                    before,
                    Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000),
                    after,
                    Duration.ofMillis(1));
        }
        space(info, diagnosis);
        role(target, info, diagnosis);
    }

    private static Map<String, String> info(RedisCommands redis, Diagnosis diagnosis) {
        try {
            Map<String, String> found = new HashMap<>();
            String.valueOf(redis.info())
                    .lines()
                    .map(line -> line.split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> found.put(pair[0], pair[1].strip()));
            return found;
        } catch (EffectFailed refused) {
            diagnosis.careful("version", "this user may not ask INFO, so neither version, clock nor role are known");
            return Map.of();
        }
    }

    private static void space(Map<String, String> info, Diagnosis diagnosis) {
        boolean limited = !"0".equals(info.getOrDefault("maxmemory", "0"));
        diagnosis.good(
                "space",
                info.get("used_memory_human") + " used of "
                        + (limited ? info.get("maxmemory_human") : "no limit but the machine's"));
    }

    private static void role(TargetSpec target, Map<String, String> info, Diagnosis diagnosis) {
        boolean replica = "slave".equals(info.get("role")) && !"0".equals(info.get("slave_read_only"));
        if (replica && !target.readOnly()) {
            diagnosis.bad(
                    "privileges",
                    "a replica that only reads, of " + info.get("master_host")
                            + ". The runbook declares no access: 'read' here; name the master in the inventory, or declare that");
        } else if (replica) {
            diagnosis.good("privileges", "a replica that only reads, as declared");
        } else {
            diagnosis.good("privileges", "a master" + (target.readOnly() ? "; declared access: 'read'" : ""));
        }
    }
}
