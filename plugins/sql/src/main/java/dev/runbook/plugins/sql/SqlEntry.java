package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The top-level words of this plugin. */
public final class SqlEntry {
    private SqlEntry() {}

    @Word(
            value =
                    "A database of `targets`. Its words are rows, row and value, which read, and update, execute, batch and transaction, "
                            + "which write. Interpolated values are bound as parameters, a list in `in (${ids})` as several; a Secret is bound and "
                            + "masked, null is SQL's NULL, ident(NAME) is a quoted name, raw(x) goes in as it stands. Every statement has a connection of its "
                            + "own that is closed behind it; the statements of a transaction share one. The session's time zone is UTC.",
            yields = SqlDatabase.class)
    public static SqlDatabase sql(StepScope scope, @TargetName(Database.KIND) String name) {
        return new SqlDatabase(scope, Database.of(scope.target(Database.KIND, name)));
    }

    @Word(
            value =
                    "The name of a table, column or other object, quoted as the database that gets it wants names quoted: "
                            + "\"select count(*) from ${ident(table)}\". Several names are joined by dots: ident('public', 'users'). "
                            + "An empty name or one with a NUL character is an error.",
            yields = Ident.class)
    public static Object ident(StepScope scope, Object... names) {
        List<Object> parts = names == null ? Collections.singletonList(null) : Arrays.asList(names);
        if (Text.pendingIn(parts)) {
            return new Pending("name "
                    + parts.stream()
                            .map(String::valueOf)
                            .reduce((a, b) -> a + "." + b)
                            .orElse(""));
        }
        if (Text.secretIn(parts)) {
            throw RunbookException.invalid(
                    "ident: a secret cannot be the name of a table or column, since names are shown.");
        }
        return new Ident(parts.stream().map(SqlEntry::name).toList());
    }

    private static String name(Object part) {
        if (part instanceof CharSequence || part instanceof Text) {
            return part.toString();
        }
        throw RunbookException.invalid("ident: expected the name of a table or column as text, found "
                + (part == null ? "null" : part.getClass().getSimpleName() + " " + part) + ".");
    }
}
