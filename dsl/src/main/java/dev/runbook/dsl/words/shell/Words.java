package dev.runbook.dsl.words.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A list whose author vouches that it may be empty: {@code words(list)} becomes no word at all then. */
public record Words(List<Object> items) {
    public Words(Collection<?> items) {
        this(Collections.unmodifiableList(new ArrayList<>(items)));
    }
}
