package dev.runbook.lab.product;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** Takes the lists of messages, one after the other; a list of anything else is "invalid syntax". */
final class Histories {
    private final DestinationTables tables;
    private final Counter counter;

    Histories(DestinationTables tables, Counter counter) {
        this.tables = tables;
        this.counter = counter;
    }

    void take(String member, JsonNode list) throws IOException, SQLException {
        for (JsonNode item : list) {
            Map.Entry<String, JsonNode> single =
                    item.size() == 1 ? item.properties().iterator().next() : null;
            if (single == null || !single.getKey().endsWith("Message")) {
                throw new ProductFailure("Import failed: invalid syntax in " + member);
            }
            tables.message(member, single.getKey(), single.getValue());
        }
        tables.flush();
        counter.add(list.size());
    }
}
