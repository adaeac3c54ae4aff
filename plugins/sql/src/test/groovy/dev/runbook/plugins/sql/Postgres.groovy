package dev.runbook.plugins.sql

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres

/** One embedded PostgreSQL for all specifications of this module. */
class Postgres {
    static final EmbeddedPostgres SERVER = EmbeddedPostgres.builder()
        .setServerConfig('fsync', 'off')
        .setServerConfig('max_connections', '30')
        .start()

    static {
        addShutdownHook { SERVER.close() }
    }

    static String url(String database = 'postgres') {
        "jdbc:postgresql://127.0.0.1:${SERVER.port}/$database"
    }

    static FakeScope scope() {
        new FakeScope().target('db', url: url(), user: 'postgres')
    }
}
