package dev.runbook.engine.spi;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Connections to the {@code database} targets of the inventory, for words of plugins: through {@code via:}, with errors that name the database and hold no
 * secret. The plugin {@code sql} brings it; found by {@link ServiceLoader}.
 */
public interface Databases {
    /** What a connection is for. */
    enum Use {
        /** One read-only transaction with one view of the data, given up at the end. */
        READS,
        /** Each statement by itself. */
        WRITES
    }

    /**
     * Connects; inside an effect only.
     *
     * @param word     in whose name errors are told
     * @param database its entry in the inventory
     * @param name     the database on that server to connect to instead of the one that the entry names, or null
     */
    Session open(StepScope scope, String word, TargetSpec database, String name, Use use) throws Exception;

    /** Where the server listens, as {@code via:} sees it, and the name of the database there. */
    Address address(TargetSpec database);

    /** That of the plugins this program runs with. */
    static Databases installed() {
        return ServiceLoader.load(Databases.class, Databases.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Databases is installed; the plugin sql brings it"));
    }

    /**
     * @param product  {@code postgresql} or {@code mariadb} (MySQL too)
     * @param name     the database's name
     * @param settings what stands behind the question mark of its URL, by name
     */
    record Address(String product, Endpoint server, String name, Map<String, String> settings) {}

    /** One open connection. */
    interface Session extends AutoCloseable {
        /** The rows of a query, as {@code sql(NAME).rows} gives them; values stand for its question marks. */
        List<Map<String, Object>> rows(String sql, Object... values) throws Exception;

        /** Any statement; what it gives is dropped. */
        void execute(String sql) throws Exception;

        @Override
        void close();
    }
}
