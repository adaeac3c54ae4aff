package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Code;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The words on a database, and inside one of its transactions. */
public abstract class SqlWords {
    private static final String TIMEOUT =
            "the longest it may take, such as '5m'; the server is told to stop then. Without it there is no limit but the step's.";

    private final StepScope scope;
    private final Database database;
    private final Sessions sessions;

    SqlWords(StepScope scope, Database database, Sessions sessions) {
        this.scope = scope;
        this.database = database;
        this.sessions = sessions;
    }

    @Word(
            value =
                    "The rows of a query, in its order: a list of maps by column name, as the server spells it. A number is an Integer, Long, Double or "
                            + "BigDecimal, a timestamp with time zone (MariaDB: TIMESTAMP) an instant, an array a list, NULL null; bytes are Base64; dates, "
                            + "timestamps without zone, UUIDs, JSON and everything else are text. It only reads: outside of a transaction it runs in a read-only one, and is "
                            + "asked again when the connection is lost. Two columns of one name are an error, and so are more than a million rows.",
            touches = Touches.READS,
            yields = List.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object rows(Map<String, Object> options, @Code Text statement) {
        return read("sql.rows", options, statement, Rows::all);
    }

    @Word(
            value =
                    "The one row of a query, a map by column name; none or several are an error that says how many. Values as of `rows`.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object row(Map<String, Object> options, @Code Text statement) {
        return read("sql.row", options, statement, SqlWords::single);
    }

    @Word(
            value =
                    "The one value of a query: one row with one column; anything else is an error that says what was found. Values as of `rows`.",
            touches = Touches.READS)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(
            name = "secret",
            type = Boolean.class,
            about = "true: the value is a Secret, never shown or stored (null stays null)")
    public Object value(Map<String, Object> options, @Code Text statement) {
        boolean secret = Boolean.TRUE.equals(options.get("secret"));
        return read("sql.value", options, statement, (call, results) -> {
            Object value = onlyColumn(call, single(call, results));
            return secret && value != null ? Secret.of(database.spec().label(), value.toString()) : value;
        });
    }

    @Word(
            value = "Carries out an insert, update or delete, and gives the number of its rows.",
            touches = Touches.WRITES,
            yields = Long.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object update(Map<String, Object> options, @Code Text statement) {
        return write("sql.update", options, statement, SqlWords::count);
    }

    @Word(
            value = "Carries out any statement (a definition, a call, a grant); what it returns is dropped.",
            touches = Touches.WRITES,
            yields = Void.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object execute(Map<String, Object> options, @Code Text statement) {
        return write("sql.execute", options, statement, prepared -> {
            prepared.execute();
            return null;
        });
    }

    @Word(
            value =
                    "Carries out one statement for many rows, all of them or none, and gives the number of rows written. The rows are lists, whose "
                            + "values stand for the statement's question marks in order (write ?? for the operator ?), or maps, whose values stand for its :names: "
                            + "batch('insert into users values (?, ?)', [[1, 'Ada'], [2, 'Bob']]) or batch('… (:id, :name)', [[id: 1, name: 'Ada']]). "
                            + "A row that does not fit is an error before anything is sent; an empty list does nothing.",
            touches = Touches.WRITES,
            yields = Long.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object batch(Map<String, Object> options, @Code Text statement, Object rows) {
        writable("sql.batch");
        Batch batch = Batch.of(statement, database.dialect(), rows);
        Call call = call("sql.batch", options, batch.shown(), List.of(statement, rows));
        return scope.perform(Effect.writes(
                        "sql.batch",
                        database.name(),
                        batch.shown(),
                        () -> batch.isEmpty() ? 0L : sessions.writeTogether(call, batch.sql(), batch::send))
                .needing(statement, rows));
    }

    /** What a reading word makes of the results. */
    private interface Reading<T> {
        T of(Call call, ResultSet results) throws SQLException;
    }

    private Object read(String word, Map<String, Object> options, Text statement, Reading<?> reading) {
        Bound bound = Bound.of(statement, database.dialect());
        Call call = call(word, options, bound.shown(), statement.values());
        return scope.perform(Effect.<Object>reads(
                        word,
                        database.name(),
                        bound.shown(),
                        () -> sessions.read(call, bound.sql(), prepared -> {
                            Values.bind(prepared, bound.values());
                            if (!prepared.execute()) {
                                throw new EffectFailed(
                                        call.label() + ": the statement gives no rows; use execute or update for it"
                                                + Failures.statement(call));
                            }
                            try (ResultSet results = prepared.getResultSet()) {
                                return reading.of(call, results);
                            }
                        }))
                .needing(statement));
    }

    private Object write(String word, Map<String, Object> options, Text statement, Session.Work<?> work) {
        writable(word);
        Bound bound = Bound.of(statement, database.dialect());
        Call call = call(word, options, bound.shown(), statement.values());
        return scope.perform(Effect.<Object>writes(
                        word,
                        database.name(),
                        bound.shown(),
                        () -> sessions.write(call, bound.sql(), prepared -> {
                            Values.bind(prepared, bound.values());
                            return work.with(prepared);
                        }))
                .needing(statement));
    }

    private Call call(String word, Map<String, Object> options, String shown, List<Object> inputs) {
        Object timeout = options.get("timeout");
        return new Call(
                word, database, shown, inputs, timeout == null ? null : Durations.parse(timeout, word + " timeout:"));
    }

    final void writable(String word) {
        if (database.spec().readOnly()) {
            throw RunbookException.invalid(
                    word + " writes, but targets declares " + database.spec().label()
                            + " with access: 'read'. Read with rows, row and value, or declare it without access: 'read'.");
        }
    }

    private static Map<String, Object> single(Call call, ResultSet results) throws SQLException {
        List<Map<String, Object>> rows = Rows.all(call, results);
        if (rows.size() != 1) {
            throw new EffectFailed(call.label() + ": expected exactly one row, found "
                    + (rows.isEmpty() ? "none" : rows.size()) + Failures.statement(call));
        }
        return rows.get(0);
    }

    private static Object onlyColumn(Call call, Map<String, Object> row) {
        if (row.size() != 1) {
            throw new EffectFailed(call.label() + ": expected one column, found " + row.size() + " ("
                    + String.join(", ", row.keySet()) + "); name one, or use row" + Failures.statement(call));
        }
        return row.values().iterator().next();
    }

    /** A statement with {@code returning} counts by what it returns. */
    private static Long count(PreparedStatement prepared) throws SQLException {
        long count = 0;
        boolean rows = prepared.execute();
        while (rows || prepared.getUpdateCount() >= 0) {
            if (rows) {
                try (ResultSet results = prepared.getResultSet()) {
                    while (results.next()) {
                        count++;
                    }
                }
            } else {
                count += prepared.getLargeUpdateCount();
            }
            rows = prepared.getMoreResults();
        }
        return count;
    }
}
