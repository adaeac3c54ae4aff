package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What {@code sql(NAME)} gives. */
@Facade("sql(…)")
public final class SqlDatabase extends SqlWords {
    private static final String WORD = "sql.transaction";

    private final StepScope scope;
    private final Database database;

    SqlDatabase(StepScope scope, Database database) {
        super(scope, database, new Sessions.Own(scope, database));
        this.scope = scope;
        this.database = database;
    }

    @Word(
            value =
                    "Carries out the statements of its block over one connection: committed together at the block's end, none of them when "
                            + "anything in it fails. Inside it stand rows, row, value, update, execute and batch, without sql(…). The value is that of the block. "
                            + "When the answer to the commit is lost, the step's outcome is unknown. MariaDB and MySQL commit at once at a definition such as create table.",
            touches = Touches.WRITES,
            delegate = SqlTransaction.class)
    public Object transaction(Block block) {
        writable(WORD);
        AtomicReference<Session> opened = new AtomicReference<>();
        Object begun = scope.perform(Effect.writes(WORD, database.name(), "begin", () -> {
            opened.set(Session.open(scope, database, Session.Mode.TRANSACTION));
            return null;
        }));
        if (begun instanceof Pending) {
            return dry(block);
        }
        try (Session session = opened.get()) {
            Object value = block.callOn(new SqlTransaction(scope, database, new Sessions.Held(session)));
            Call commit = new Call(WORD, database, "commit", List.of(), null);
            scope.perform(Effect.writes(WORD, database.name(), "commit", () -> {
                Sessions.commit(session, commit);
                return null;
            }));
            return value;
        }
    }

    /** A dry run shows what stands in the block; what only reads may be asked, each over a connection of its own. */
    private Object dry(Block block) {
        Object value = block.callOn(new SqlTransaction(scope, database, new Sessions.Own(scope, database)));
        scope.perform(Effect.writes(WORD, database.name(), "commit", () -> null));
        return value;
    }
}
