package dev.runbook.plugins.postgres;

import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;

/** The top-level words of this plugin. */
public final class PostgresEntry {
    private static final String KIND = "database";

    private PostgresEntry() {}

    @Word(
            value =
                    "A whole PostgreSQL database of `targets`: facts, census and verifyFits read; dump, restore and copyTo run PostgreSQL's own client tools on the host of "
                            + "the onHost around them, as jobs; wipe empties it. Tables, sequences and schemas are always found in the catalogue. For statements there is sql(NAME).",
            yields = PostgresDatabase.class)
    public static PostgresDatabase postgres(StepScope scope, @TargetName(KIND) String name) {
        return new PostgresDatabase(scope, scope.target(KIND, name));
    }

    @Word(
            value =
                    "A whole MariaDB or MySQL database of `targets`: facts, census and verifyFits read; dump, restore and copyTo run the server's own client tools on the host of the "
                            + "onHost around them, as jobs; wipe empties it. Tables are always found in the catalogue. For statements there is sql(NAME).",
            yields = MysqlDatabase.class)
    public static MysqlDatabase mysql(StepScope scope, @TargetName(KIND) String name) {
        return new MysqlDatabase(scope, scope.target(KIND, name));
    }
}
