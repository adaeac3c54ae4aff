package dev.runbook.plugins.redis;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;

/** The commands that read. */
public abstract class RedisReads {
    private static final int SCAN_AT_ONCE = 1_000;

    private final StepScope scope;
    private final RedisTarget target;
    private final RedisLine line;

    RedisReads(StepScope scope, RedisTarget target) {
        this.scope = scope;
        this.target = target;
        this.line = new RedisLine(scope, target);
    }

    @Word(
            value = "The text of a key, or null where there is no such key.",
            touches = Touches.READS,
            yields = String.class)
    public Object get(Object key) {
        return reads("get", Replies::data, RedisCommand.of("GET", key));
    }

    @Word(
            value = "The texts of several keys, in their order; null for a key that is not there.",
            touches = Touches.READS,
            yields = List.class)
    public Object mget(Object... keys) {
        return reads("mget", Replies::data, RedisCommand.of("MGET", keys));
    }

    @Word(value = "Whether a key is there (true or false); of several keys, how many are.", touches = Touches.READS)
    public Object exists(Object... keys) {
        RedisCommand command = RedisCommand.of("EXISTS", keys);
        return reads("exists", command.arguments().size() == 1 ? Replies::yesOrNo : Replies::data, command);
    }

    @Word(
            value = "The kind of a key's value: string, list, set, zset, hash, stream, or none.",
            touches = Touches.READS,
            yields = String.class)
    public Object type(Object key) {
        return reads("type", Replies::data, RedisCommand.of("TYPE", key));
    }

    @Word(
            value = "The seconds until a key expires; -1 where it never does, -2 where there is no such key.",
            touches = Touches.READS,
            yields = Long.class)
    public Object ttl(Object key) {
        return reads("ttl", Replies::data, RedisCommand.of("TTL", key));
    }

    @Word(
            value = "The milliseconds until a key expires; -1 and -2 as of ttl.",
            touches = Touches.READS,
            yields = Long.class)
    public Object pttl(Object key) {
        return reads("pttl", Replies::data, RedisCommand.of("PTTL", key));
    }

    @Word(
            value = "The length of a key's text in bytes, 0 where there is no such key.",
            touches = Touches.READS,
            yields = Long.class)
    public Object strlen(Object key) {
        return reads("strlen", Replies::data, RedisCommand.of("STRLEN", key));
    }

    @Word(
            value =
                    "The names of the keys that fit a pattern such as 'session:*', in the order of the alphabet. It goes through the keys with SCAN, "
                            + "a thousand at a time, and so does not hold up the server; keys that come or go meanwhile may be missing.",
            touches = Touches.READS,
            yields = List.class)
    public Object keys(Object pattern) {
        RedisCommand shown = RedisCommand.of("SCAN 0 MATCH", pattern);
        return scope.perform(Effect.<Object>reads(
                        "redis.keys", target.name(), shown.show(), () -> line.read(shown, link -> scan(link, pattern)))
                .needing(pattern));
    }

    @Word(value = "How many keys the database has.", touches = Touches.READS, yields = Long.class)
    public Object dbsize() {
        return reads("dbsize", Replies::data, RedisCommand.of("DBSIZE"));
    }

    @Word(value = "As dbsize.", touches = Touches.READS, yields = Long.class)
    public Object dbSize() {
        return dbsize();
    }

    @Word(value = "PONG, where the server answers.", touches = Touches.READS, yields = String.class)
    public Object ping() {
        return reads("ping", Replies::data, RedisCommand.of("PING"));
    }

    @Word(
            value =
                    "What the server says about itself: its lines of NAME:VALUE as text; of some sections only, info('memory').",
            touches = Touches.READS,
            yields = String.class)
    public Object info(Object... sections) {
        return reads("info", Replies::data, RedisCommand.of("INFO", sections));
    }

    @Word(value = "The text of a field of a hash, or null.", touches = Touches.READS, yields = String.class)
    public Object hget(Object key, Object field) {
        return reads("hget", Replies::data, RedisCommand.of("HGET", key, field));
    }

    @Word(
            value = "The texts of several fields of a hash, in their order; null for one that is not there.",
            touches = Touches.READS,
            yields = List.class)
    public Object hmget(Object key, Object... fields) {
        return reads("hmget", Replies::data, RedisCommand.of("HMGET", key, fields));
    }

    @Word(
            value = "A whole hash as a map; an empty one where there is no such key.",
            touches = Touches.READS,
            yields = Map.class)
    public Object hgetAll(Object key) {
        return reads("hgetAll", Replies::map, RedisCommand.of("HGETALL", key));
    }

    @Word(value = "As hgetAll.", touches = Touches.READS, yields = Map.class)
    public Object hgetall(Object key) {
        return hgetAll(key);
    }

    @Word(
            value = "The names of the fields of a hash, in the order of the alphabet.",
            touches = Touches.READS,
            yields = List.class)
    public Object hkeys(Object key) {
        return reads("hkeys", Replies::sorted, RedisCommand.of("HKEYS", key));
    }

    @Word(value = "How many fields a hash has.", touches = Touches.READS, yields = Long.class)
    public Object hlen(Object key) {
        return reads("hlen", Replies::data, RedisCommand.of("HLEN", key));
    }

    @Word(value = "Whether a hash has a field.", touches = Touches.READS, yields = Boolean.class)
    public Object hexists(Object key, Object field) {
        return reads("hexists", Replies::yesOrNo, RedisCommand.of("HEXISTS", key, field));
    }

    @Word(
            value = "A part of a list, both ends included, counted from 0; -1 is the last: lrange('queue', 0, -1).",
            touches = Touches.READS,
            yields = List.class)
    public Object lrange(Object key, Object start, Object stop) {
        return reads("lrange", Replies::data, RedisCommand.of("LRANGE", key, start, stop));
    }

    @Word(value = "An element of a list, counted from 0, or null.", touches = Touches.READS, yields = String.class)
    public Object lindex(Object key, Object index) {
        return reads("lindex", Replies::data, RedisCommand.of("LINDEX", key, index));
    }

    @Word(value = "The length of a list.", touches = Touches.READS, yields = Long.class)
    public Object llen(Object key) {
        return reads("llen", Replies::data, RedisCommand.of("LLEN", key));
    }

    @Word(value = "The members of a set, in the order of the alphabet.", touches = Touches.READS, yields = List.class)
    public Object smembers(Object key) {
        return reads("smembers", Replies::sorted, RedisCommand.of("SMEMBERS", key));
    }

    @Word(value = "How many members a set has.", touches = Touches.READS, yields = Long.class)
    public Object scard(Object key) {
        return reads("scard", Replies::data, RedisCommand.of("SCARD", key));
    }

    @Word(value = "Whether a set has a member.", touches = Touches.READS, yields = Boolean.class)
    public Object sismember(Object key, Object member) {
        return reads("sismember", Replies::yesOrNo, RedisCommand.of("SISMEMBER", key, member));
    }

    @Word(
            value =
                    "Members of a sorted set by their rank, from the lowest score, both ends included: zrange('top', 0, -1).",
            touches = Touches.READS,
            yields = List.class)
    public Object zrange(Object key, Object start, Object stop) {
        return reads("zrange", Replies::data, RedisCommand.of("ZRANGE", key, start, stop));
    }

    @Word(
            value = "As zrange, a map of the members with their scores (Double).",
            touches = Touches.READS,
            yields = Map.class)
    public Object zrangeWithScores(Object key, Object start, Object stop) {
        return reads("zrangeWithScores", Replies::scores, RedisCommand.of("ZRANGE", key, start, stop, "WITHSCORES"));
    }

    @Word(
            value = "The score (Double) of a member of a sorted set, or null.",
            touches = Touches.READS,
            yields = Double.class)
    public Object zscore(Object key, Object member) {
        return reads("zscore", Replies::number, RedisCommand.of("ZSCORE", key, member));
    }

    @Word(value = "How many members a sorted set has.", touches = Touches.READS, yields = Long.class)
    public Object zcard(Object key) {
        return reads("zcard", Replies::data, RedisCommand.of("ZCARD", key));
    }

    @Word(
            value =
                    "Any other command that only reads, with its reply as it is: read('XLEN', 'events'), read('CONFIG GET', 'maxmemory'). "
                            + "A command that the server knows to write is an error.",
            touches = Touches.READS)
    public Object read(String command, Object... arguments) {
        RedisCommand asked = RedisCommand.of(name("read", command), arguments);
        return scope.perform(Effect.reads(
                        "redis.read",
                        target.name(),
                        asked.show(),
                        () -> line.read(asked, link -> {
                            refuseWriting(link, asked);
                            return Replies.data(link.executeCommand(asked.ready()));
                        }))
                .needing(arguments));
    }

    final Object reads(String word, Function<Object, ?> reply, RedisCommand command) {
        return scope.perform(Effect.<Object>reads(
                        "redis." + word,
                        target.name(),
                        command.show(),
                        () -> line.read(command, link -> reply.apply(link.executeCommand(command.ready()))))
                .needing(command.arguments()));
    }

    final Object writes(String word, Function<Object, ?> reply, RedisCommand command) {
        if (target.spec().readOnly()) {
            throw RunbookException.invalid("redis." + word + " writes, but targets declares "
                    + target.spec().label()
                    + " with access: 'read'. Use a command that reads, or declare it without access: 'read'.");
        }
        return scope.perform(Effect.<Object>writes(
                        "redis." + word,
                        target.name(),
                        command.show(),
                        () -> line.write(command, link -> reply.apply(link.executeCommand(command.ready()))))
                .needing(command.arguments()));
    }

    static String name(String word, String command) {
        String name = command.strip().toUpperCase(Locale.ROOT);
        if (!name.matches("[A-Z][A-Z0-9._|-]*( [A-Z0-9._-]+)*")) {
            throw RunbookException.invalid("redis." + word + ": expected the name of a command such as 'XLEN', found '"
                    + command + "'; arguments follow it one by one.");
        }
        return name;
    }

    /** Where the server does not tell, the author's word counts. */
    private void refuseWriting(Connection link, RedisCommand asked) {
        Object told;
        try {
            told = Replies.data(link.executeCommand(
                    RedisCommand.of("COMMAND INFO", asked.name().split(" ")[0]).ready()));
        } catch (JedisDataException notAllowed) {
            return;
        }
        boolean writes = told instanceof List<?> all
                && !all.isEmpty()
                && all.get(0) instanceof List<?> facts
                && facts.size() > 2
                && facts.get(2) instanceof List<?> flags
                && flags.contains("write");
        if (writes) {
            throw new EffectFailed(
                    asked.name() + " on " + target.label() + " writes; use write('" + asked.name() + "', …) for it");
        }
    }

    private static List<String> scan(Connection link, Object pattern) {
        List<Object> found = new ArrayList<>();
        Object cursor = "0";
        do {
            Object reply = Replies.data(
                    link.executeCommand(RedisCommand.of("SCAN", cursor, "MATCH", pattern, "COUNT", SCAN_AT_ONCE)
                            .ready()));
            cursor = ((List<?>) reply).get(0);
            found.addAll((List<?>) ((List<?>) reply).get(1));
        } while (!"0".equals(cursor));
        return Replies.sorted(found);
    }
}
