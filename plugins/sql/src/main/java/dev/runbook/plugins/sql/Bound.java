package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement as the driver gets it: places for values in the text, and the values apart.
 *
 * @param sql    with {@code ?} for each value, and other question marks as the driver wants them
 * @param values what stands there, in order: data, {@link Secret}s, pending values, or a {@link Place} of a batch
 * @param shown  the statement for people: values as literals, secrets masked
 */
record Bound(String sql, List<Object> values, String shown) {
    /** A place of a batch's statement: the position or the name of the row's value. */
    record Place(Object key) {}

    /** What the question marks and {@code :names} outside of quotes are. */
    enum Places {
        NONE,
        POSITIONS,
        NAMES
    }

    static Bound of(Text statement, Dialect dialect) {
        return of(statement, dialect, Places.NONE);
    }

    static Bound of(Text statement, Dialect dialect, Places places) {
        return new Composer(dialect, places).compose(statement);
    }

    /** The places of a batch's rows; empty where the statement has none. */
    List<Object> places() {
        return values.stream()
                .filter(Place.class::isInstance)
                .map(each -> ((Place) each).key())
                .toList();
    }

    /** Puts the statement together, token by token. */
    private static final class Composer {
        private final Dialect dialect;
        private final Places places;
        private final StringBuilder sql = new StringBuilder();
        private final StringBuilder shown = new StringBuilder();
        private final List<Object> values = new ArrayList<>();
        private int positions;

        Composer(Dialect dialect, Places places) {
            this.dialect = dialect;
            this.places = places;
        }

        Bound compose(Text statement) {
            List<Object> apart = new ArrayList<>();
            String whole = flatten(statement, apart);
            int next = 0;
            for (Token token : Tokens.of(whole, dialect)) {
                if (token.kind() == Token.Kind.VALUE) {
                    value(apart.get(next++));
                } else {
                    refuseValueIn(token);
                    token(token);
                }
            }
            if (sql.toString().isBlank()) {
                throw RunbookException.invalid("expected an SQL statement, found an empty text.");
            }
            return new Bound(sql.toString(), values, shown.toString().strip());
        }

        private String flatten(Text statement, List<Object> apart) {
            StringBuilder whole = new StringBuilder();
            for (int i = 0; i < statement.strings().size(); i++) {
                literal(whole, statement.strings().get(i));
                if (i < statement.values().size()) {
                    Object value = statement.values().get(i);
                    if (value instanceof Raw raw) {
                        literal(whole, raw.text());
                    } else {
                        whole.append(Tokens.VALUE);
                        apart.add(value);
                    }
                }
            }
            return whole.toString();
        }

        private static void literal(StringBuilder whole, String text) {
            if (text.indexOf(Tokens.VALUE) >= 0) {
                throw RunbookException.invalid("an SQL statement cannot hold a NUL character.");
            }
            whole.append(text);
        }

        private static void refuseValueIn(Token token) {
            if (token.text().indexOf(Tokens.VALUE) < 0) {
                return;
            }
            String found = token.text().replace(String.valueOf(Tokens.VALUE), "${…}");
            throw RunbookException.invalid(
                    token.kind() == Token.Kind.COMMENT
                            ? "a value stands in an SQL comment: " + found.strip()
                                    + " — take it out of the comment, or put it in with raw(…)."
                            : "a value stands inside quotes: " + found
                                    + " — put the quotes away: values are bound, and a pattern such as '%' belongs "
                                    + "into the value, ${\"%\" + text + \"%\"}. For the name of a table or column use ident(…), for SQL text raw(…).");
        }

        private void token(Token token) {
            switch (token.kind()) {
                case QUESTION -> question(token);
                case ESCAPED_QUESTION -> literalQuestion(dialect == Dialect.POSTGRESQL ? "?" : "??");
                case NAMED -> named(token);
                default -> both(token.text());
            }
        }

        private void question(Token token) {
            if (places == Places.POSITIONS) {
                values.add(new Place(positions++));
                both(token.text());
            } else {
                literalQuestion("?");
            }
        }

        private void literalQuestion(String seen) {
            if (dialect != Dialect.POSTGRESQL) {
                throw RunbookException.invalid(
                        "a question mark stands outside of quotes, and nothing is bound to it: write the value itself there, ${value}.");
            }
            sql.append("??");
            shown.append(seen);
        }

        private void named(Token token) {
            if (places == Places.NAMES) {
                values.add(new Place(token.text()));
                sql.append('?');
                shown.append(':').append(token.text());
            } else {
                both(":" + token.text());
            }
        }

        private void value(Object value) {
            if (value instanceof List<?> list) {
                several(list);
            } else if (value instanceof Raw raw) {
                both(raw.text());
            } else if (value instanceof Ident name) {
                both(name.quoted(dialect.quote()));
            } else {
                sql.append('?');
                shown.append(Values.show(value));
                values.add(Values.bindable(value));
            }
        }

        private void several(List<?> list) {
            if (list.isEmpty()) {
                throw RunbookException.invalid(
                        "the list in the statement is empty, and `in ()` is no SQL: ask before whether there is anything to do, "
                                + "if (ids) …, or leave the condition out.");
            }
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof List) {
                    throw RunbookException.invalid(
                            "a list inside a list cannot be bound: pass one list of plain values.");
                }
                both(i == 0 ? "" : ", ");
                value(list.get(i));
            }
        }

        private void both(String text) {
            sql.append(text);
            shown.append(text);
        }
    }
}
