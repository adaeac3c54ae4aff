package dev.runbook.lab.mattermost.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where attachments lie, as {@code FileSettings} says it. */
interface FileStore {
    /** Whether it can be written to. */
    boolean works();

    /** A file, or nothing where there is none. */
    Optional<byte[]> read(String path) throws IOException;

    /** A local folder, or a bucket. */
    static FileStore of(Path home, Configuration configuration) {
        return configuration.text("FileSettings", "DriverName").equals("amazons3")
                ? new Bucket(configuration)
                : new Folder(Transfers.files(home, configuration));
    }

    /** A folder of the machine. */
    record Folder(Path root) implements FileStore {
        @Override
        public boolean works() {
            return Files.isWritable(root);
        }

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            Path file = root.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }
    }
}
