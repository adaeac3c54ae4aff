package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.spi.Databases.Session;
import java.util.List;
import java.util.Map;

/** What a kind of server says about the database that is counted. */
interface Catalogue {
    /** The first thing that a session does: one view of the data, shown as every other server shows it; {@code shared} where others will join it. */
    void begin(Session session, boolean shared) throws Exception;

    /** The first thing that another session does: the same view. */
    void join(Session session) throws Exception;

    /** The tables, in the order of their names. */
    List<Table> tables(Session session) throws Exception;

    /** Counts a table; {@code hash} says whether its content is read too. */
    Map<String, Object> count(Session session, Table table, boolean hash) throws Exception;

    /** What belongs into the census besides the tables. */
    Map<String, Object> rest(Session session) throws Exception;
}
