package dev.runbook.cli.run;

import dev.runbook.cli.place.RunbookPlace;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.RunbookException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run's journal says of how it was begun.
 *
 * @param inventory its file, or null where there was none
 */
public record Recorded(RunState state, RunbookPlace place, Path inventory, String environment, List<Path> plugins) {

    @SuppressWarnings("unchecked")
    public static Recorded of(RunState state) {
        Map<String, Object> header = state.header();
        Path script = Path.of((String) header.get("script"));
        if (!Files.isRegularFile(script)) {
            throw RunbookException.invalid("The runbook of run " + state.run() + " is not at " + script
                    + " any more: put it back there, and try again");
        }
        Object inventory = header.get("inventory");
        List<Path> plugins = ((List<String>) header.getOrDefault("plugins", List.of()))
                .stream().map(Path::of).toList();
        return new Recorded(
                state,
                new RunbookPlace(script, Boolean.TRUE.equals(header.get("bundled"))),
                inventory == null ? null : Path.of((String) inventory),
                (String) header.get("environment"),
                plugins);
    }

    /** The parameters that the run was given, with those that are given now over them. */
    public Map<String, Located> given(Map<String, Located> now) {
        Map<String, Located> all = RunHeader.given(state);
        all.putAll(now);
        return all;
    }
}
