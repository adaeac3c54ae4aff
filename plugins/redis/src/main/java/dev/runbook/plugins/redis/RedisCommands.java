package dev.runbook.plugins.redis;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code redis(NAME)} gives: the commands that write, besides those that read. */
@Facade("redis(…)")
public final class RedisCommands extends RedisReads {
    RedisCommands(StepScope scope, RedisTarget target) {
        super(scope, target);
    }

    @Word(
            value = "Sets a key to a text or number. Gives OK, or null where nx or xx kept it from being set.",
            touches = Touches.WRITES,
            repeatable = true,
            yields = String.class)
    @Option(name = "ex", type = Duration.class, about = "how long the key lives: '10m'")
    @Option(name = "nx", type = Boolean.class, about = "true: only where the key is not there yet")
    @Option(name = "xx", type = Boolean.class, about = "true: only where the key is there")
    @Option(name = "keepttl", type = Boolean.class, about = "true: the key goes on living as long as it would have")
    public Object set(Map<String, Object> options, Object key, Object value) {
        List<Object> arguments = new ArrayList<>(java.util.Arrays.asList(key, value));
        if (options.get("ex") != null) {
            arguments.add("PX");
            arguments.add(Durations.parse(options.get("ex"), "redis.set ex:").toMillis());
        }
        for (String flag : List.of("nx", "xx", "keepttl")) {
            if (Boolean.TRUE.equals(options.get(flag))) {
                arguments.add(flag.toUpperCase(java.util.Locale.ROOT));
            }
        }
        return writes("set", Replies::data, new RedisCommand("SET", arguments));
    }

    @Word(value = "Sets several keys at once: mset([a: 1, b: 2]).", touches = Touches.WRITES, yields = String.class)
    public Object mset(Object... keysAndValues) {
        return writes("mset", Replies::data, RedisCommand.of("MSET", keysAndValues));
    }

    @Word(
            value = "Sets a key and gives the text it had before, or null.",
            touches = Touches.WRITES,
            yields = String.class)
    public Object getSet(Object key, Object value) {
        return writes("getSet", Replies::data, RedisCommand.of("GETSET", key, value));
    }

    @Word(value = "As getSet.", touches = Touches.WRITES, yields = String.class)
    public Object getset(Object key, Object value) {
        return getSet(key, value);
    }

    @Word(
            value = "Puts a text behind the text of a key; gives the new length in bytes.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object append(Object key, Object value) {
        return writes("append", Replies::data, RedisCommand.of("APPEND", key, value));
    }

    @Word(value = "Removes keys; gives how many there were.", touches = Touches.WRITES, yields = Long.class)
    public Object del(Object... keys) {
        return writes("del", Replies::data, RedisCommand.of("DEL", keys));
    }

    @Word(
            value = "Removes keys without holding up the server; gives how many there were.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object unlink(Object... keys) {
        return writes("unlink", Replies::data, RedisCommand.of("UNLINK", keys));
    }

    @Word(value = "Adds 1 to a key; gives the new number.", touches = Touches.WRITES, yields = Long.class)
    public Object incr(Object key) {
        return writes("incr", Replies::data, RedisCommand.of("INCR", key));
    }

    @Word(value = "Adds a whole number to a key; gives the new number.", touches = Touches.WRITES, yields = Long.class)
    public Object incrBy(Object key, Object amount) {
        return writes("incrBy", Replies::data, RedisCommand.of("INCRBY", key, amount));
    }

    @Word(value = "As incrBy.", touches = Touches.WRITES, yields = Long.class)
    public Object incrby(Object key, Object amount) {
        return incrBy(key, amount);
    }

    @Word(value = "Takes 1 from a key; gives the new number.", touches = Touches.WRITES, yields = Long.class)
    public Object decr(Object key) {
        return writes("decr", Replies::data, RedisCommand.of("DECR", key));
    }

    @Word(
            value = "Takes a whole number from a key; gives the new number.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object decrBy(Object key, Object amount) {
        return writes("decrBy", Replies::data, RedisCommand.of("DECRBY", key, amount));
    }

    @Word(value = "As decrBy.", touches = Touches.WRITES, yields = Long.class)
    public Object decrby(Object key, Object amount) {
        return decrBy(key, amount);
    }

    @Word(
            value =
                    "Lets a key expire after a duration ('10m') or a number of seconds; gives 1, or 0 where there is no such key.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object expire(Object key, Object after) {
        Object seconds = after instanceof Duration
                        || after instanceof CharSequence text
                                && Durations.tryParse(text.toString()).isPresent()
                ? Durations.parse(after, "redis.expire").toSeconds()
                : after;
        return writes("expire", Replies::data, RedisCommand.of("EXPIRE", key, seconds));
    }

    @Word(
            value = "Lets a key live for ever; gives 1, or 0 where it did so already or is not there.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object persist(Object key) {
        return writes("persist", Replies::data, RedisCommand.of("PERSIST", key));
    }

    @Word(
            value = "Gives a key a new name, over another of that name; an error where there is no such key.",
            touches = Touches.WRITES,
            yields = String.class)
    public Object rename(Object key, Object name) {
        return writes("rename", Replies::data, RedisCommand.of("RENAME", key, name));
    }

    @Word(
            value =
                    "Sets fields of a hash: hset('h', 'field', 'value') or hset('h', [a: 1, b: 2]); gives how many are new.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object hset(Object key, Object... fieldsAndValues) {
        return writes("hset", Replies::data, RedisCommand.of("HSET", key, fieldsAndValues));
    }

    @Word(value = "Removes fields of a hash; gives how many there were.", touches = Touches.WRITES, yields = Long.class)
    public Object hdel(Object key, Object... fields) {
        return writes("hdel", Replies::data, RedisCommand.of("HDEL", key, fields));
    }

    @Word(
            value = "Adds a whole number to a field of a hash; gives the new number.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object hincrBy(Object key, Object field, Object amount) {
        return writes("hincrBy", Replies::data, RedisCommand.of("HINCRBY", key, field, amount));
    }

    @Word(value = "As hincrBy.", touches = Touches.WRITES, yields = Long.class)
    public Object hincrby(Object key, Object field, Object amount) {
        return hincrBy(key, field, amount);
    }

    @Word(
            value = "Puts elements before a list, one after the other; gives its new length.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object lpush(Object key, Object... elements) {
        return writes("lpush", Replies::data, RedisCommand.of("LPUSH", key, elements));
    }

    @Word(value = "Puts elements behind a list; gives its new length.", touches = Touches.WRITES, yields = Long.class)
    public Object rpush(Object key, Object... elements) {
        return writes("rpush", Replies::data, RedisCommand.of("RPUSH", key, elements));
    }

    @Word(
            value = "Takes the first element from a list and gives it, or null.",
            touches = Touches.WRITES,
            yields = String.class)
    public Object lpop(Object key) {
        return writes("lpop", Replies::data, RedisCommand.of("LPOP", key));
    }

    @Word(
            value = "Takes the last element from a list and gives it, or null.",
            touches = Touches.WRITES,
            yields = String.class)
    public Object rpop(Object key) {
        return writes("rpop", Replies::data, RedisCommand.of("RPOP", key));
    }

    @Word(value = "Adds members to a set; gives how many are new.", touches = Touches.WRITES, yields = Long.class)
    public Object sadd(Object key, Object... members) {
        return writes("sadd", Replies::data, RedisCommand.of("SADD", key, members));
    }

    @Word(
            value = "Removes members from a set; gives how many there were.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object srem(Object key, Object... members) {
        return writes("srem", Replies::data, RedisCommand.of("SREM", key, members));
    }

    @Word(
            value =
                    "Adds members to a sorted set, each behind its score: zadd('top', 1.5, 'ada'); gives how many are new.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object zadd(Object key, Object... scoresAndMembers) {
        return writes("zadd", Replies::data, RedisCommand.of("ZADD", key, scoresAndMembers));
    }

    @Word(
            value = "Removes members from a sorted set; gives how many there were.",
            touches = Touches.WRITES,
            yields = Long.class)
    public Object zrem(Object key, Object... members) {
        return writes("zrem", Replies::data, RedisCommand.of("ZREM", key, members));
    }

    @Word(
            value =
                    "Any other command that writes, with its reply as it is: write('XTRIM', 'events', 'MAXLEN', 1000), write('FLUSHDB').",
            touches = Touches.WRITES)
    public Object write(String command, Object... arguments) {
        return writes("write", Replies::data, RedisCommand.of(name("write", command), arguments));
    }
}
