package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the runs for commands that name a run, not a runbook. */
public final class StateFolder {
    private static final String NAME = ".runbook";

    private StateFolder() {}

    /**
     * The given folder; else {@code .runbook} here or in a folder above; else the only one in a folder directly below.
     *
     * @param given what {@code --state} says, or null
     */
    public static Path find(Path given, Path here) {
        if (given != null) {
            if (!Files.isDirectory(given)) {
                throw RunbookException.invalid("--state: there is no folder " + given);
            }
            return given;
        }
        for (Path above = here.toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above.resolve(NAME))) {
                return above.resolve(NAME);
            }
        }
        List<Path> below = below(here);
        if (below.size() == 1) {
            return below.get(0);
        }
        throw RunbookException.invalid(
                below.isEmpty()
                        ? "There are no runs here: no folder " + NAME + " in "
                                + here.toAbsolutePath().normalize()
                                + ". Go to the runbook's folder, or name its runs with --state"
                        : "Several runbooks here have runs: choose with --state " + below.get(0) + " (or "
                                + String.join(
                                        ", ",
                                        below.stream()
                                                .skip(1)
                                                .map(Path::toString)
                                                .toList()) + ")");
    }

    private static List<Path> below(Path here) {
        try (Stream<Path> children = Files.list(here)) {
            return children.map(each -> each.resolve(NAME))
                    .filter(Files::isDirectory)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw RunbookException.invalid(here + " cannot be read: " + unreadable.getMessage());
        }
    }
}
