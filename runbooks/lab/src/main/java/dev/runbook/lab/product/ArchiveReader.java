package dev.runbook.lab.product;

import dev.runbook.lab.tool.SaltedCipher;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Opens an archive with its passphrase. */
final class ArchiveReader {
    private final Path archive;
    private final String passphrase;

    ArchiveReader(Path archive, String passphrase) {
        this.archive = archive;
        this.passphrase = passphrase;
    }

    /** Unpacks it into the folder; gives the members in their order. */
    List<String> extract(Path folder) throws IOException {
        Path plain = folder.resolve("archive.tar.gz");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                OutputStream out = Files.newOutputStream(plain)) {
            new SaltedCipher(passphrase).decrypt(in, out);
        } catch (GeneralSecurityException | EOFException wrong) {
            throw new ProductFailure("Import failed: could not decrypt the archive, bad passphrase");
        }
        List<String> members = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(plain)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.add(unpack(folder, entry, tar));
            }
        }
        return members;
    }

    private static String unpack(Path folder, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new ProductFailure("Import failed: member outside of the archive: " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        Files.copy(tar, target);
        return entry.getName();
    }
}
