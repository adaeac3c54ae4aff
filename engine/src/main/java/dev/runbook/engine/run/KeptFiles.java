package dev.runbook.engine.run;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.spi.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a run keeps: under its own folder, private. */
final class KeptFiles {
    private KeptFiles() {}

    /** Writes the file and gives its SHA-256. A name may not lead out of the folder. */
    static String keep(Path run, String name, byte[] content) {
        Path folder = run.resolve("kept");
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new EffectFailed(
                    "keep '" + name + "': expected a file name without '..', relative to the run's folder");
        }
        try {
            Files.createDirectories(file.getParent());
            Modes.restrict(folder);
            Files.write(file, content);
            Modes.restrict(file);
            return Hash.sha256(content);
        } catch (IOException failed) {
            throw new EffectFailed(
                    "keep '" + name + "': " + file + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
