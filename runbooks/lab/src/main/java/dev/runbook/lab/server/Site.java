package dev.runbook.lab.server;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Laboratory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** The servers of one laboratory: all of them run, or none; they end with this program, whatever ends it. */
public abstract class Site implements Laboratory.Started {
    /** Where the programs of PostgreSQL are kept unpacked for the next laboratory; unset: each unpacks them in its own folder. */
    private static final String PROGRAMS = "runbook.lab.programs";

    private final Path folder;
    private final String mark = UUID.randomUUID().toString();
    private final Closing closing = new Closing();
    private final Thread atExit = new Thread(closing::close, "laboratory stops");

    protected Site(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** What is to be started, in order. */
    @FunctionalInterface
    protected interface Starting {
        void start()
                throws IOException, SQLException, GeneralSecurityException, ExecutionException, InterruptedException;
    }

    /** Starts everything, or nothing. */
    protected final void begin(Starting work) {
        Runtime.getRuntime().addShutdownHook(atExit);
        boolean whole = false;
        try {
            closing.add(Reaper.start(folder, mark));
            closing.add(new Sweep(mark));
            work.start();
            whole = true;
        } catch (IOException | SQLException | GeneralSecurityException | ExecutionException failure) {
            throw new EffectFailed("The laboratory did not start: " + root(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EffectFailed("The laboratory was interrupted while it was starting.", interrupted);
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** Where everything of this laboratory lies. */
    protected final Path folder() {
        return folder;
    }

    /** What tells its processes from all others; see {@link Sweep}. */
    protected final String mark() {
        return mark;
    }

    /** Takes over the duty to close it. */
    protected final <C extends AutoCloseable> C closing(C resource) {
        return closing.add(resource);
    }

    /** Starts a PostgreSQL server of this laboratory, with an empty database that the role owns. */
    protected final PostgresCluster postgres(String name, String database, String role)
            throws IOException, SQLException {
        Path data = folder.resolve("postgres").resolve(name);
        Path programs = Path.of(
                System.getProperty(PROGRAMS, folder.resolve("postgres-programs").toString()));
        return closing(PostgresCluster.start(data, programs, database, role, "password-of-" + name));
    }

    @Override
    public void close() {
        closing.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException stopping) {
            // the JVM is going down, and the hook does the same as this
        }
    }
}
