package dev.runbook.lab.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a machine has left for an export, where the laboratory makes it small.
 *
 * @param room   bytes of disk
 * @param memory bytes of memory
 */
public record Limits(
        @JsonProperty("room") long room,
        @JsonProperty("memory") long memory) {
    /** Where it is, under a machine's root; none: there is enough of all. */
    public static final String FILE = "hipchat/limits.json";

    private static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
    private static final long BYTES_A_MESSAGE = 2_600;
    private static final long FILE_BYTES_A_BYTE = 2_000;

    static Limits read(Path home) throws IOException {
        Path file = home.resolve(FILE);
        return Files.exists(file) ? new ObjectMapper().readValue(file.toFile(), Limits.class) : NONE;
    }

    /** The exporter holds 2.6 MB for a thousand messages and 500 KB for a GB of files. */
    void hold(long messages, long fileBytes) {
        if (messages * BYTES_A_MESSAGE + fileBytes / FILE_BYTES_A_BYTE > memory) {
            throw new ProductFailure("Export failed: cannot allocate memory");
        }
    }

    /** The plain archive and the sealed one lie side by side for a while. */
    void lay(long plainBytes) {
        if (2 * plainBytes > room) {
            throw new ProductFailure("Export failed: write archive: no space left on device");
        }
    }
}
