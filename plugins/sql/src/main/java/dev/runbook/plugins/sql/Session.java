package dev.runbook.plugins.sql;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.plugins.sql.Interruptible.NoAnswer;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** One open connection to a database, for one effect or one transaction. */
final class Session implements AutoCloseable {
    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 30;
    /** How much longer than the server itself we wait for its word that the time is up. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a prepared statement. */
    interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** How a session treats what is sent through it. */
    enum Mode {
        /** A read-only transaction, given up at the end. */
        READS,
        /** Each statement by itself. */
        WRITES,
        /** Until {@link #commit}. */
        TRANSACTION
    }

    /** Connects; throws what {@link Failures#notConnected} says where that fails. */
    static Session open(StepScope scope, Database database, Mode mode) throws Exception {
        Properties settings = settings(scope, database);
        String url = route(scope, database, settings);
        AtomicBoolean abandoned = new AtomicBoolean();
        try {
            return Interruptible.call(
                    () -> {
                        Session session = connect(database, url, settings, mode);
                        if (abandoned.get()) {
                            session.close();
                        }
                        return session;
                    },
                    () -> {
                        abandoned.set(true);
                        throw new InterruptedException();
                    });
        } catch (SQLException refused) {
            throw Failures.notConnected(database, refused);
        } catch (NoAnswer interrupted) {
            throw new InterruptedException();
        }
    }

    private static Session connect(Database database, String url, Properties settings, Mode mode) throws SQLException {
        Driver driver =
                database.dialect() == Dialect.POSTGRESQL ? new org.postgresql.Driver() : new org.mariadb.jdbc.Driver();
        Connection connection = driver.connect(url, settings);
        if (connection == null) {
            throw new SQLException("the driver does not understand the url");
        }
        try (Statement setup = connection.createStatement()) {
            setup.execute(
                    database.dialect() == Dialect.POSTGRESQL ? "set time zone 'UTC'" : "set time_zone = '+00:00'");
            if (mode != Mode.WRITES) {
                connection.setAutoCommit(false);
            }
            if (mode == Mode.READS) {
                connection.setReadOnly(true);
            }
            // MariaDB's driver does not tell the server by itself.
            if (mode == Mode.READS && database.dialect() == Dialect.MARIADB) {
                setup.execute("start transaction read only");
            }
            return new Session(connection);
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    private static Properties settings(StepScope scope, Database database) {
        Properties settings = new Properties();
        database.spec().text("user").ifPresent(user -> settings.setProperty("user", user));
        database.spec()
                .secret("password")
                .map(Secret::reveal)
                .ifPresent(password -> settings.setProperty("password", password));
        String application = "runbook:" + scope.run().id();
        if (database.dialect() == Dialect.POSTGRESQL) {
            settings.setProperty("ApplicationName", application);
            settings.setProperty("assumeMinServerVersion", "9.0");
            settings.setProperty("tcpKeepAlive", "true");
            settings.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
            settings.setProperty("loginTimeout", String.valueOf(LOGIN_SECONDS));
            // As a literal in quotes would: the server works out whether it is a uuid, json or text.
            settings.setProperty("stringtype", "unspecified");
        } else {
            settings.setProperty("connectionAttributes", "program_name:" + application.replace(':', '-'));
            settings.setProperty("tcpKeepAlive", "true");
            settings.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS * 1000));
        }
        return settings;
    }

    private static String route(StepScope scope, Database database, Properties settings) {
        String via = database.spec().text("via").orElse(null);
        if (via == null) {
            return database.url();
        }
        Endpoint there = database.endpoint();
        Endpoint near = scope.reach(there, via);
        if (database.dialect() == Dialect.POSTGRESQL) {
            // The URL keeps the server's own name, so that sslmode=verify-full compares the certificate with that.
            settings.setProperty("socketFactory", TunnelSockets.class.getName());
            settings.setProperty("socketFactoryArg", near.port() + " " + near.host());
            return database.url();
        }
        return database.urlAt(near);
    }

    /** Prepares and executes; an interrupt cancels on the server. */
    <T> T run(Call call, String sql, Work<T> work) throws Exception {
        AtomicReference<PreparedStatement> running = new AtomicReference<>();
        Callable<T> whole = () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                limit(statement, call.timeout());
                running.set(statement);
                return work.with(statement);
            }
        };
        return guarded(call, whole, () -> {
            PreparedStatement statement = running.get();
            if (statement != null) {
                statement.cancel();
            }
        });
    }

    void commit(Call call) throws Exception {
        guarded(
                call,
                () -> {
                    refuseHalf(call);
                    connection.commit();
                    return null;
                },
                () -> {});
    }

    /** PostgreSQL answers the commit of a transaction in which something failed with a rollback, and its driver takes that for success. */
    private void refuseHalf(Call call) throws SQLException {
        if (connection instanceof BaseConnection pg && pg.getTransactionState() == TransactionState.FAILED) {
            throw new EffectFailed(
                    call.label()
                            + " cannot be committed: a statement in it failed before, and PostgreSQL has given up the whole transaction then");
        }
    }

    private static <T> T guarded(Call call, Callable<T> work, Interruptible.Cancel cancel) throws Exception {
        try {
            return Interruptible.call(work, cancel);
        } catch (SQLException failure) {
            throw Failures.of(call, failure);
        } catch (NoAnswer silent) {
            Thread.currentThread().interrupt();
            throw new Failures.ContactLost(call.label() + ": " + silent.getMessage() + Failures.statement(call));
        }
    }

    private void limit(PreparedStatement statement, Duration timeout) throws SQLException {
        if (timeout != null) {
            statement.setQueryTimeout((int) Math.max(1, timeout.plusMillis(999).toSeconds()));
            connection.setNetworkTimeout(ForkJoinPool.commonPool(), (int)
                    Math.min(Integer.MAX_VALUE, timeout.plus(GRACE).toMillis()));
        }
    }

    /** Gives up what is not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // The server gives up by itself what was not committed.
        }
    }
}
