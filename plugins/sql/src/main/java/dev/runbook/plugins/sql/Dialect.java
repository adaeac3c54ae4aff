package dev.runbook.plugins.sql;

import java.util.List;

/** The kinds of database server that are known, and how their statements differ. */
enum Dialect {
    POSTGRESQL(5432, '"', List.of("jdbc:postgresql:")),
    /** MySQL too: one driver, one syntax as far as statements are looked into. */
    MARIADB(3306, '`', List.of("jdbc:mariadb:", "jdbc:mysql:"));

    private final int port;
    private final char quote;
    private final List<String> prefixes;

    Dialect(int port, char quote, List<String> prefixes) {
        this.port = port;
        this.quote = quote;
        this.prefixes = prefixes;
    }

    int port() {
        return port;
    }

    /** What stands around a name. */
    char quote() {
        return quote;
    }

    List<String> prefixes() {
        return prefixes;
    }

    /** Whether the backslash escapes inside every quote; in PostgreSQL it does in {@code E'…'} alone. */
    boolean backslashes() {
        return this == MARIADB;
    }
}
