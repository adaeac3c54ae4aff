package dev.runbook.engine.inventory;

import dev.runbook.engine.spi.TargetSpec;
import java.util.Map;

/** An entry that was read, and the lines of its keys. */
record Target(TargetSpec spec, int line, Map<String, Integer> lines) {
    /** Where a key is written; a key from the defaults is told by the entry's line. */
    int line(String key) {
        return lines.getOrDefault(key, line);
    }
}
