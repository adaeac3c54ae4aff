package dev.runbook.lab.product;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.lab.tool.SaltedCipher;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The archive while it grows: a compressed tar in a staging folder, which is sealed at the end and only then seen under its name. */
final class ArchiveWriter implements AutoCloseable {
    private final Path staging;
    private final Path plain;
    private final TarArchiveOutputStream tar;

    ArchiveWriter(Path staging) throws IOException {
        this.staging = staging;
        this.plain = staging.resolve("archive.tar.gz");
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(plain));
        this.tar = new TarArchiveOutputStream(new GZIPOutputStream(file), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Writes one member as a JSON list. */
    interface JsonList {
        void write(JsonGenerator json) throws IOException, SQLException;
    }

    void json(String member, JsonList list) throws IOException, SQLException {
        Path staged = staging.resolve("member.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(staged));
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartArray();
            list.write(json);
            json.writeEndArray();
        }
        file(member, staged);
    }

    void file(String member, Path file) throws IOException {
        TarArchiveEntry entry =
                new TarArchiveEntry(member); // made from the file it would carry times that tar warns of
        entry.setSize(Files.size(file));
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    /** Ends it, and tells how large it became. */
    long end() throws IOException {
        tar.close();
        return Files.size(plain);
    }

    void seal(String passphrase, Path archive) throws IOException, GeneralSecurityException {
        Path sealed = staging.resolve("sealed");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(plain));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(sealed))) {
            new SaltedCipher(passphrase).encrypt(in, out);
        }
        Files.move(sealed, archive, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
