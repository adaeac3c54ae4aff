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
import java.time.Duration;
import java.time.Instant;
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
            Leaf leaf = new Leaf(key);
            return isOurs() ? leaf.contentOf(Files.readAllBytes(folder.resolve(leaf.name()))) : Optional.empty();
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
                write(new Leaf(key), content);
                throwAwayOld();
            }
        } catch (IOException | UnsupportedOperationException notWritable) {
            // the next process finds out again what this one did
        }
    }

    private void write(Leaf leaf, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(folder, "new", "");
        try {
            Files.write(fresh, leaf.with(content));
            Files.move(fresh, folder.resolve(leaf.name()), StandardCopyOption.ATOMIC_MOVE);
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
}
