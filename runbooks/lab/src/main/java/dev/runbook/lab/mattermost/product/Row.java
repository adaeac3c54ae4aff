package dev.runbook.lab.mattermost.product;

import java.util.LinkedHashMap;
import java.util.Map;

/** A row that is about to be inserted: values by column, in order. */
public final class Row {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** With an id, made and last changed at a time, and not deleted. */
    public static Row born(String id, long at) {
        return new Row()
                .with("Id", id)
                .with("CreateAt", at)
                .with("UpdateAt", at)
                .with("DeleteAt", 0L);
    }

    public Row with(String column, Object value) {
        values.put(column, value);
        return this;
    }

    Map<String, Object> values() {
        return values;
    }
}
