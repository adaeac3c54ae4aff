package dev.runbook.dsl.check;

import dev.runbook.dsl.kept.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Remembers scripts that were found to be without a mistake, each with all that it includes. A script is known by its bytes, what it includes
 * by path and bytes; mistakes are not remembered.
 */
final class Sound {
    private static final String KIND = "sound 2";

    private final Memory memory;

    Sound(Memory memory) {
        this.memory = memory;
    }

    /** Whether these very files were found to be sound before. */
    boolean remembers(Path script) {
        if (memory == Memory.NONE) {
            return false;
        }
        Path main = script.toAbsolutePath().normalize();
        try {
            byte[] known = memory.recall(KIND, Files.readString(main)).orElse(null);
            return known != null && isSame(main, new DataInputStream(new ByteArrayInputStream(known)));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** @param read what was read, by absolute path */
    void remember(Path script, Map<Path, ScriptFile> read) {
        Path main = script.toAbsolutePath().normalize();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(read.size() - 1);
            for (Map.Entry<Path, ScriptFile> each : read.entrySet()) {
                if (!each.getKey().equals(main)) {
                    write(out, main.getParent().relativize(each.getKey()).toString());
                    write(out, each.getValue().text());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        memory.keep(bytes.toByteArray(), KIND, read.get(main).text());
    }

    private static boolean isSame(Path main, DataInputStream included) throws IOException {
        boolean same = true;
        for (int left = included.readInt(); left > 0 && same; left--) {
            Path file = main.resolveSibling(text(included));
            same = Files.isRegularFile(file) && Files.readString(file).equals(text(included));
        }
        return same;
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
