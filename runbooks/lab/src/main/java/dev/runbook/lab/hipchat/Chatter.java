package dev.runbook.lab.hipchat;

import dev.runbook.lab.server.PostgresCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The people of the old server, who go on writing until somebody shuts them out. */
final class Chatter implements AutoCloseable {
    private static final String MESSAGE = "insert into messages (kind, room_id, sender_id, body, sent)"
            + " select 'room', min(id), 1, 'still here', now() at time zone 'UTC' from rooms where is_deleted = 0";

    private final Connection database;
    private final ScheduledExecutorService clock;

    private Chatter(Connection database, ScheduledExecutorService clock) {
        this.database = database;
        this.clock = clock;
    }

    static Chatter start(PostgresCluster server, int everyMillis) throws SQLException {
        Chatter chatter = new Chatter(server.connect(), Executors.newSingleThreadScheduledExecutor(Chatter::daemon));
        if (everyMillis > 0) {
            chatter.clock.scheduleWithFixedDelay(chatter::write, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }
        return chatter;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "laboratory chatter");
        thread.setDaemon(true);
        return thread;
    }

    private void write() {
        try (Statement statement = database.createStatement()) {
            statement.execute(MESSAGE);
        } catch (SQLException closed) {
            clock.shutdown(); // the server is going away: so do its users
        }
    }

    /** Nobody writes any more once this returns. */
    void shutOut() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        shutOut();
        database.close();
    }
}
