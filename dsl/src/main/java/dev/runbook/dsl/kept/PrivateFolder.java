package dev.runbook.dsl.kept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A shelf in a folder that belongs to this user alone. What lies there is executed, so a folder that anybody else owns or may write is not
 * touched, and nothing is read from it.
 */
public final class PrivateFolder implements Shelf {
    /** An entry that was not made again for so long is thrown away. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int DIGEST = 32;

    private final Path folder;
    private final String user;

    /** The folder need not exist; {@code user} is who this process runs as. */
    public PrivateFolder(Path folder, String user) {
        this.folder = folder;
        this.user = user;
    }

    @Override
    public Optional<byte[]> find(String key) {
        try {
            Path file = folder.resolve(key);
            if (!isOurs()) {
                return Optional.empty();
            }
            byte[] all = Files.readAllBytes(file);
            byte[] content = Arrays.copyOfRange(all, Math.min(DIGEST, all.length), all.length);
            boolean whole = MessageDigest.isEqual(digest(content), Arrays.copyOf(all, DIGEST));
            return whole ? Optional.of(content) : Optional.empty();
        } catch (IOException | UnsupportedOperationException notThere) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] content) {
        try {
            Files.createDirectories(folder.getParent());
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (isOurs()) {
                write(key, content);
                throwAwayOld();
            }
        } catch (IOException | UnsupportedOperationException notWritable) {
            // the next process finds out again what this one did
        }
    }

    private void write(String key, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(folder, "new", "");
        try {
            byte[] all = Arrays.copyOf(digest(content), DIGEST + content.length);
            System.arraycopy(content, 0, all, DIGEST, content.length);
            Files.write(fresh, all);
            Files.move(fresh, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void throwAwayOld() throws IOException {
        FileTime before = FileTime.from(Instant.now().minus(KEPT));
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isOurs() throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return found.isDirectory()
                && found.owner().getName().equals(user)
                && found.permissions().stream().noneMatch(OTHERS_WRITE::contains);
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
