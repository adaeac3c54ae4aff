package dev.runbook.cli.option;

import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.inventory.ParamsFile;
import dev.runbook.engine.model.RunbookException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters that somebody gave on the command line.
 *
 * @param values by name; where each comes from is {@code FILE:LINE} or {@code -P name}
 */
public record CommandLineParams(Map<String, Located> values) {
    public CommandLineParams {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * @param pairs {@code name=value}; they win over the file
     * @param file  YAML or JSON, or null
     */
    static CommandLineParams read(List<String> pairs, Path file) {
        Map<String, Located> values = new LinkedHashMap<>(file == null ? Map.of() : ParamsFile.read(file));
        Map<String, Located> said = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw RunbookException.invalid("-P: expected name=value, found '" + pair + "'");
            }
            String name = pair.substring(0, equals);
            if (said.put(name, new Located(pair.substring(equals + 1), "-P " + name)) != null) {
                throw RunbookException.invalid("-P " + name + " is given twice; give it once");
            }
        }
        values.putAll(said);
        return new CommandLineParams(values);
    }

    /** These over those of an environment. */
    public Map<String, Located> over(Map<String, Located> environment) {
        Map<String, Located> all = new LinkedHashMap<>(environment);
        all.putAll(values);
        return all;
    }
}
