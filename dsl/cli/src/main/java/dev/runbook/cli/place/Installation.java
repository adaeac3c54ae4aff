package dev.runbook.cli.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that compiles and checks scripts here.
 *
 * @param program the class path of the program, in its order
 * @param plugins the jars of plugins, in their order
 * @param java    what tells this Java from another
 */
public record Installation(List<Path> program, List<Path> plugins, String java) {
    public Installation {
        program = List.copyOf(program);
        plugins = List.copyOf(plugins);
    }

    /** This process's own, with these plugins. */
    public static Installation of(List<Path> plugins) {
        List<Path> program = Stream.of(
                        System.getProperty("java.class.path", "").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        String java = System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version") + " "
                + System.getProperty("java.home");
        return new Installation(program, plugins, java);
    }

    /**
     * What changes with each of its parts; nothing where one of them cannot be told by its jar, such as a folder of classes.
     * A jar is told by its path, its file, its length and the time of its last change, of whatever kind, which no program can set back.
     */
    public Optional<String> identity() {
        try {
            List<String> parts = new ArrayList<>(List.of(java));
            for (Path jar : program) {
                parts.add(identity(jar));
            }
            parts.add("plugins");
            for (Path jar : plugins) {
                parts.add(identity(jar));
            }
            return parts.contains("") ? Optional.empty() : Optional.of(String.join("\n", parts));
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    private static String identity(Path jar) throws IOException {
        Map<String, Object> found = Files.readAttributes(jar, "unix:isRegularFile,ino,size,ctime");
        return Boolean.TRUE.equals(found.get("isRegularFile"))
                ? jar.toAbsolutePath() + " " + found.get("ino") + " " + found.get("size") + " " + found.get("ctime")
                : "";
    }
}
