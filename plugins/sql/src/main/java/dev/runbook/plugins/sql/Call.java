package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One statement on its way to a database, with all that a message about it needs.
 *
 * @param word     the word as the script writes it: {@code sql.rows}
 * @param database where it goes
 * @param shown    the statement for people
 * @param inputs   the values in it, to mask the secrets among them
 * @param timeout  the longest it may take, or null
 */
record Call(String word, Database database, String shown, List<Object> inputs, Duration timeout) {
    Call {
        inputs = java.util.Collections.unmodifiableList(new ArrayList<>(inputs));
    }

    /** {@code sql.rows on database 'source' (jdbc:…)}. */
    String label() {
        return word + " on " + database.label();
    }

    /** The secrets among the values, in plain; for masking alone. */
    List<String> secrets() {
        List<String> found = new ArrayList<>();
        inputs.forEach(each -> collect(each, found));
        return found;
    }

    private static void collect(Object value, List<String> found) {
        if (value instanceof Secret secret) {
            found.add(secret.reveal());
        } else if (value instanceof Text text) {
            text.values().forEach(each -> collect(each, found));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, found));
        }
    }
}
