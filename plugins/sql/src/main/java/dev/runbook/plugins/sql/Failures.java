package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.Secret;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** Turns what drivers throw into messages a person can act on, with nothing secret in them. */
final class Failures {
    private static final Set<String> LOST_STATES = Set.of("57P01", "57P02", "57P03");
    /** MariaDB: server shutdown, gone away, lost during the query, killed. */
    private static final Set<Integer> LOST_CODES = Set.of(1053, 1927, 2006, 2013);

    private static final Pattern QUOTED = Pattern.compile("[\"'`]([^\"'`]+)[\"'`]");
    /** A shorter secret is masked as a whole word only: it would blind the message. */
    private static final int SHORT = 6;

    private Failures() {}

    /** The connection was lost when the statement may have been sent. */
    static final class ContactLost extends EffectFailed {
        ContactLost(String message) {
            super(message);
        }
    }

    /** The connection was refused, or the server would not let us in: nothing was sent. */
    static EffectFailed notConnected(Database database, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        boolean login = state.startsWith("28");
        boolean name = state.startsWith("3D") || failure.getErrorCode() == 1049;
        String check = login
                ? "Check user: and password: there."
                : name
                        ? "Check the database's name in url:."
                        : "Check that the server runs and accepts connections there"
                                + database.spec()
                                        .text("via")
                                        .map(via -> ", as seen from host '" + via + "' (via:).")
                                        .orElse(" (url:), or name the host that reaches it in via:.");
        String message = "cannot connect to " + database.label() + " of "
                + database.spec().where() + ": " + mask(server(failure, false), passwords(database)) + ". " + check;
        return login || name ? new EffectFailed(message) : new NotReached(message, null);
    }

    static EffectFailed of(Call call, SQLException thrown) {
        SQLException failure = first(thrown);
        List<String> secrets = new ArrayList<>(call.secrets());
        boolean bare = !secrets.isEmpty();
        secrets.addAll(passwords(call.database()));
        if (lost(failure)) {
            return new ContactLost(call.label() + ": contact was lost (" + mask(server(failure, bare), secrets) + ")"
                    + statement(call));
        }
        return new EffectFailed(call.label() + " failed: " + mask(server(failure, bare), secrets)
                + (failure.getSQLState() == null ? "" : " (SQLSTATE " + failure.getSQLState() + ")")
                + hint(call, failure) + statement(call));
    }

    /** The statement on a line of its own, behind a message. */
    static String statement(Call call) {
        return "\n  statement: " + call.shown();
    }

    private static boolean lost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        boolean broken = failure.getCause() instanceof IOException;
        return state.startsWith("08")
                || LOST_STATES.contains(state)
                || LOST_CODES.contains(failure.getErrorCode())
                || broken;
    }

    private static SQLException first(SQLException thrown) {
        return thrown instanceof BatchUpdateException && thrown.getNextException() != null
                ? thrown.getNextException()
                : thrown;
    }

    /** Details quote parts of values, which no masking would find: they are left out where a secret is among the values. */
    private static String server(SQLException failure, boolean bare) {
        if (failure instanceof PSQLException pg && pg.getServerErrorMessage() != null) {
            var said = pg.getServerErrorMessage();
            StringBuilder out =
                    new StringBuilder().append(said.getSeverity()).append(": ").append(said.getMessage());
            if (!bare && said.getDetail() != null) {
                out.append(". ").append(said.getDetail());
            }
            if (!bare && said.getHint() != null) {
                out.append(" Hint: ").append(said.getHint());
            }
            return out.toString();
        }
        Throwable cause = failure.getCause();
        String message = String.valueOf(failure.getMessage());
        boolean more = !bare
                && cause instanceof IOException
                && cause.getMessage() != null
                && !message.contains(cause.getMessage());
        return more ? message + ": " + cause.getMessage() : message;
    }

    private static String hint(Call call, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("25006") || failure.getErrorCode() == 1792) {
            return ". rows, row and value only read, in a read-only transaction: write with execute, update, batch, or inside transaction { }";
        }
        if (state.equals("57014") || failure.getErrorCode() == 1969 || failure.getErrorCode() == 3024) {
            return call.timeout() == null ? "" : ". It was cancelled after timeout: " + Durations.show(call.timeout());
        }
        if (state.equals("42P18")) {
            return ". The server cannot tell the type of a value: write it with a cast, ${value}::text";
        }
        boolean unbindable =
                state.equals("42601") && String.valueOf(failure.getMessage()).contains("\"$");
        return unbindable
                ? ". PostgreSQL takes no values in this kind of statement: use ident(…) for a name, raw(…) for anything else"
                : "";
    }

    private static List<String> passwords(Database database) {
        List<String> all = new ArrayList<>();
        database.spec().secret("password").map(Secret::reveal).ifPresent(all::add);
        database.urlPassword().ifPresent(all::add);
        return all;
    }

    /** Whole secrets anywhere, and parts of them where the server quotes what it did not understand. */
    static String mask(String message, List<String> secrets) {
        String masked = message;
        for (String secret : secrets) {
            if (secret.length() >= SHORT) {
                masked = masked.replace(secret, Secret.MASK).replace(secret.replace("'", "''"), Secret.MASK);
            } else if (!secret.isBlank()) {
                masked = masked.replaceAll(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}_])", Secret.MASK);
            }
        }
        Matcher quoted = QUOTED.matcher(masked);
        return quoted.replaceAll(found -> Matcher.quoteReplacement(
                secrets.stream().anyMatch(secret -> secret.contains(found.group(1))) ? Secret.MASK : found.group()));
    }
}
