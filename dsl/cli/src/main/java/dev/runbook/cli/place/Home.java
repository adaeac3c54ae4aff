package dev.runbook.cli.place;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this program is installed: its bundled runbooks and its own plugins. */
public record Home(Path folder) {
    /** Set by the launcher. */
    public static final String PROPERTY = "runbook.home";

    /** This process's own; the working folder where no launcher said. */
    public static Home system() {
        return new Home(
                Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize());
    }

    /** The bundled runbooks, by name. */
    public List<Bundled> runbooks() {
        return folders(folder.resolve("runbooks"))
                .filter(each -> Files.isRegularFile(each.resolve(Bundled.SCRIPT)))
                .map(Bundled::new)
                .toList();
    }

    public Optional<Bundled> runbook(String name) {
        return runbooks().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** A bundled runbook that must be there. */
    public Bundled bundled(String name) {
        return runbook(name)
                .orElseThrow(() ->
                        RunbookException.invalid("There is no bundled runbook '" + name + "'" + suggestion(name)));
    }

    /** "Did you mean", or the names there are. */
    String suggestion(String name) {
        List<String> names = runbooks().stream().map(Bundled::name).toList();
        String near = Suggestion.near(name, names);
        if (!near.isEmpty()) {
            return near;
        }
        return names.isEmpty() ? "; this installation has none" : "; the bundled ones are: " + String.join(", ", names);
    }

    /** The folder with the jars of installed plugins; it need not exist. */
    public Path plugins() {
        return folder.resolve("plugins");
    }

    private static Stream<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw RunbookException.invalid(parent + " cannot be read: " + unreadable.getMessage());
        }
    }
}
