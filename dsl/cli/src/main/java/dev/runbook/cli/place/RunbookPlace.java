package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The runbook that a command names.
 *
 * @param script  the file
 * @param bundled whether it belongs to this installation: it has no inventory of its own, and its folder is not the user's
 */
public record RunbookPlace(Path script, boolean bundled) {
    private static final String INVENTORY = "inventory.yaml";
    private static final String STATE = ".runbook";

    /** A file, a folder with a {@code runbook.groovy}, or a bundled runbook's name; what is on the disk goes first. */
    public static RunbookPlace of(String named, Home home) {
        Path path = Path.of(named);
        if (Files.isRegularFile(path)) {
            return new RunbookPlace(path, false);
        }
        if (Files.isRegularFile(path.resolve(Bundled.SCRIPT))) {
            return new RunbookPlace(path.resolve(Bundled.SCRIPT), false);
        }
        return home.runbook(named)
                .map(each -> new RunbookPlace(each.script(), true))
                .orElseThrow(() -> missing(named, path, home));
    }

    private static RunbookException missing(String named, Path path, Home home) {
        if (Files.isDirectory(path)) {
            return RunbookException.invalid("The folder " + named + " has no " + Bundled.SCRIPT);
        }
        if (named.endsWith(".groovy") || named.contains("/")) {
            return RunbookException.invalid("There is no file " + named);
        }
        return RunbookException.invalid("There is no runbook '" + named + "': expected a .groovy file, a folder with a "
                + Bundled.SCRIPT + ", or the name of a bundled runbook" + home.suggestion(named));
    }

    public Path folder() {
        return script.toAbsolutePath().normalize().getParent();
    }

    /** The inventory beside the runbook; it need not exist. */
    public Path inventory() {
        Path parent = script.getParent();
        return parent == null ? Path.of(INVENTORY) : parent.resolve(INVENTORY);
    }

    /** Where its runs are kept unless {@code --state} says otherwise. */
    public Path state() {
        return folder().resolve(STATE);
    }
}
