package dev.runbook.plugins.postgres.census;

import dev.runbook.engine.spi.Databases.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What is counted of a table, in the words of its server.
 *
 * @param from the clause that gives its rows
 * @param row  the MD5 of a row
 * @param sum  adds up, over all rows, the 16 hexadecimal digits of {@code h} that begin at a place
 */
record Content(String from, String row, IntFunction<String> sum) {
    private static final int SECOND = 17;

    /** How many rows, and the hash of them all unless they are only counted. */
    Map<String, Object> count(Session session, boolean hash) throws Exception {
        String what = hash
                ? ", " + sum.apply(1) + " as first, " + sum.apply(SECOND) + " as second from (select " + row + " as h "
                        + from + ") r"
                : " " + from;
        Map<String, Object> found = session.rows("select count(*) as n" + what).get(0);
        Map<String, Object> counted = new LinkedHashMap<>();
        counted.put("rows", found.get("n"));
        if (hash) {
            counted.put(
                    "hash",
                    Hash.of(found.get("first").toString(), found.get("second").toString()));
        }
        return counted;
    }

    /** How many there are of each kind, from rows that say it. */
    static Map<String, Object> kinds(Session session, String sql) throws Exception {
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows(sql)) {
            kinds.put((String) row.get("kind"), row.get("n"));
        }
        return kinds;
    }
}
