package dev.runbook.plugins.redis;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * One command on its way to a server.
 *
 * @param name      the command, in capitals; a subcommand stands behind it as an argument
 * @param arguments data, secrets or pending values
 */
record RedisCommand(String name, List<Object> arguments) {
    RedisCommand {
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
        arguments.forEach(RedisCommand::check);
    }

    /** Lists and arrays among the arguments stand for their elements, maps for their keys and values in turn. */
    static RedisCommand of(String name, Object... arguments) {
        List<Object> flat = new ArrayList<>();
        flatten(arguments == null ? Collections.singletonList(null) : Arrays.asList(arguments), flat);
        return new RedisCommand(name, flat);
    }

    private static void flatten(Iterable<?> arguments, List<Object> flat) {
        for (Object each : arguments) {
            if (each instanceof Iterable<?> several) {
                flatten(several, flat);
            } else if (each instanceof Object[] several) {
                flatten(Arrays.asList(several), flat);
            } else if (each instanceof Map<?, ?> map) {
                map.forEach((key, value) -> flatten(Arrays.asList(key, value), flat));
            } else {
                flat.add(each);
            }
        }
    }

    private static void check(Object argument) {
        boolean known = argument instanceof CharSequence
                || argument instanceof Number
                || argument instanceof Boolean
                || argument instanceof Character
                || argument instanceof Enum
                || argument instanceof Temporal
                || argument instanceof UUID
                || argument instanceof Secret
                || argument instanceof Text
                || argument instanceof Raw
                || argument instanceof Pending;
        if (!known) {
            throw RunbookException.invalid("redis: expected text or a number as argument, found "
                    + (argument == null ? "null" : "a " + argument.getClass().getSimpleName()) + ".");
        }
        if (argument instanceof CharSequence text && text.toString().contains(Secret.MASK)) {
            throw RunbookException.invalid("redis: the argument '" + text
                    + "' holds a masked secret: pass the secret itself, or a GString with it.");
        }
    }

    /** As {@code redis-cli} would take it, secrets masked. */
    String show() {
        return name + arguments.stream().map(each -> " " + show(each)).collect(Collectors.joining());
    }

    /** The secrets among the arguments, in plain; for masking alone. */
    List<String> secrets() {
        return arguments.stream().filter(Text::secretIn).map(RedisCommand::text).toList();
    }

    CommandArguments ready() {
        String[] words = name.split(" ");
        CommandArguments ready = new CommandArguments(new Name(words[0]));
        Arrays.stream(words).skip(1).forEach(ready::add);
        arguments.forEach(each -> ready.add(text(each).getBytes(StandardCharsets.UTF_8)));
        return ready;
    }

    private static String show(Object argument) {
        if (argument instanceof Secret || argument instanceof Pending) {
            return argument.toString();
        }
        String text = argument instanceof Text parts ? parts.show() : text(argument);
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == 127);
        return plain
                ? text
                : '"'
                        + text.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + '"';
    }

    private static String text(Object argument) {
        if (argument instanceof Secret secret) {
            return secret.reveal();
        }
        if (argument instanceof Text text) {
            return text.reveal();
        }
        return argument instanceof BigDecimal number ? number.toPlainString() : String.valueOf(argument);
    }

    private record Name(String word) implements ProtocolCommand {
        @Override
        public byte[] getRaw() {
            return word.getBytes(StandardCharsets.UTF_8);
        }
    }
}
