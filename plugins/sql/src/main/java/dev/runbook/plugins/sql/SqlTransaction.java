package dev.runbook.plugins.sql;

import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.StepScope;

/** The words inside {@code transaction}: those of the database, over the transaction's connection. */
@Facade("transaction { }")
public final class SqlTransaction extends SqlWords {
    SqlTransaction(StepScope scope, Database database, Sessions sessions) {
        super(scope, database, sessions);
    }
}
