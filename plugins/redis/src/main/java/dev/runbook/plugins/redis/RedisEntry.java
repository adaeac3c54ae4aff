package dev.runbook.plugins.redis;

import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;

/** The top-level words of this plugin. */
public final class RedisEntry {
    private RedisEntry() {}

    @Word(
            value =
                    "A Redis server of `targets`. Its words are the commands by their Redis names, such as get, hgetAll and lrange, which read, and "
                            + "set, incrBy and del, which write; any other command goes through read('NAME', …) or write('NAME', …). Numbers are sent as "
                            + "text, a Secret is sent and masked. Replies are text, whole numbers (Long), lists, maps, or null where there is nothing.",
            yields = RedisCommands.class)
    public static RedisCommands redis(StepScope scope, @TargetName(RedisTarget.KIND) String name) {
        return new RedisCommands(scope, RedisTarget.of(scope.target(RedisTarget.KIND, name)));
    }
}
