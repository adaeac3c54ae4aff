package dev.runbook.dsl.check;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Code;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The shape of the data plugins' words: what the check reads of them, and nothing that works. */
public final class DataWords {
    private DataWords() {}

    @Word(value = "A database.", yields = Sql.class)
    public static Object sql(StepScope scope, @TargetName("database") String name) {
        throw new UnsupportedOperationException();
    }

    @Word(value = "A name of a table.")
    public static Object ident(StepScope scope, Object... names) {
        throw new UnsupportedOperationException();
    }

    @Word(value = "A Redis server.", yields = Redis.class)
    public static Object redis(StepScope scope, @TargetName("redis") String name) {
        throw new UnsupportedOperationException();
    }

    @Word(value = "HTTP requests.", yields = Http.class)
    public static Object http(StepScope scope) {
        throw new UnsupportedOperationException();
    }

    @Word(value = "Copies.", touches = Touches.WRITES)
    @Option(name = "from", about = "an end", required = true)
    @Option(name = "to", about = "an end", required = true)
    @Option(name = "via", type = String.class, choices = {"engine"}, about = "the way")
    @Option(name = "delete", type = Boolean.class, about = "whether")
    public static Object copy(StepScope scope, Map<String, Object> options) {
        throw new UnsupportedOperationException();
    }

    @Word(value = "Synchronises.", touches = Touches.WRITES, repeatable = true)
    @Option(name = "from", about = "an end", required = true)
    @Option(name = "to", about = "an end", required = true)
    @Option(name = "delete", type = Boolean.class, about = "whether")
    public static Object sync(StepScope scope, Map<String, Object> options) {
        throw new UnsupportedOperationException();
    }

    /** What a database and its transaction know. */
    @Facade("sql")
    public static class Sql {
        @Word(value = "Rows.", touches = Touches.READS, yields = List.class)
        @Option(name = "timeout", type = Duration.class, about = "longest")
        public Object rows(Map<String, Object> options, @Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "A row.", touches = Touches.READS, yields = Map.class)
        public Object row(@Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "A value.", touches = Touches.READS)
        @Option(name = "secret", type = Boolean.class, about = "a secret")
        public Object value(Map<String, Object> options, @Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Any statement.", touches = Touches.WRITES, yields = Void.class)
        public Object execute(@Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Changes rows.", touches = Touches.WRITES, yields = Long.class)
        public Object update(@Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Together.", touches = Touches.WRITES, delegate = Transaction.class)
        public Object transaction(Block block) {
            throw new UnsupportedOperationException();
        }
    }

    /** Inside {@code transaction}. */
    @Facade("transaction { }")
    public static class Transaction {
        @Word(value = "Any statement.", touches = Touches.WRITES)
        public Object execute(@Code Text statement) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Changes rows.", touches = Touches.WRITES, yields = Long.class)
        public Object update(@Code Text statement) {
            throw new UnsupportedOperationException();
        }
    }

    /** A server. */
    @Facade("redis")
    public static class Redis {
        @Word(value = "Is it there?", touches = Touches.READS, yields = String.class)
        public Object ping() {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Reads.", touches = Touches.READS, yields = String.class)
        public Object get(Object key) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Writes.", touches = Touches.WRITES, repeatable = true, yields = String.class)
        @Option(name = "ex", type = Duration.class, about = "how long")
        public Object set(Map<String, Object> options, Object key, Object value) {
            throw new UnsupportedOperationException();
        }
    }

    /** Requests. */
    @Facade("http")
    public static class Http {
        @Word(value = "Reads.", touches = Touches.READS, yields = Reply.class)
        @Option(name = "connectTo", about = "where")
        @Option(name = "headers", type = Map.class, about = "headers")
        public Object get(Map<String, Object> options, Text url) {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Writes.", touches = Touches.WRITES, yields = Reply.class)
        @Option(name = "json", about = "data")
        @Option(name = "headers", type = Map.class, about = "headers")
        @Option(name = "reads", type = Boolean.class, about = "whether it only reads")
        public Object post(Map<String, Object> options, Text url) {
            throw new UnsupportedOperationException();
        }
    }

    /** A reply. */
    @Facade("reply")
    public static class Reply {
        @Word(value = "Its status.", yields = Integer.class)
        public Object status() {
            throw new UnsupportedOperationException();
        }

        @Word("Its data.")
        public Object json() {
            throw new UnsupportedOperationException();
        }

        @Word(value = "Its text.", yields = String.class)
        public Object text() {
            throw new UnsupportedOperationException();
        }
    }
}
