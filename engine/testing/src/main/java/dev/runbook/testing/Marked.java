package dev.runbook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Values of secrets that can be found again: each holds one mark, and whatever a program writes is searched for it. */
public final class Marked {
    /** In every value; in two parts here, so that this very text is not found. */
    public static final String MARK = "sEcReT" + "mArK";

    private Marked() {}

    /** A value of a secret. */
    public static String value(String name) {
        return MARK + " it's \"" + name + "\" $(x)";
    }

    /** The files below a folder that hold a marked value. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            files.filter(Files::isRegularFile).filter(Marked::holds).forEach(found::add);
            return found;
        } catch (IOException | UncheckedIOException gone) {
            // Another test's folder may go while it is looked through.
            return List.of();
        }
    }

    private static boolean holds(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IOException gone) {
            return false;
        }
    }

    /** The processes of this machine whose arguments hold a text. */
    public static List<String> processes(String text) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .map(Marked::arguments)
                    .filter(line -> line.contains(text))
                    .forEach(found::add);
        } catch (IOException | UncheckedIOException gone) {
            // Processes come and go.
        }
        return found;
    }

    private static String arguments(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
