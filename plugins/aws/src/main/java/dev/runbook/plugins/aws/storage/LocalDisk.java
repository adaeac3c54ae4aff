package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files on the engine's machine; paths are relative to the runbook. */
record LocalDisk(Path root) implements Disk {
    private static final int BUFFER = 1 << 20;

    @Override
    public String label() {
        return root.toString();
    }

    @Override
    public SortedMap<String, FileFact> files() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new EffectFailed("expected a folder at " + root + " on the engine's machine, found "
                    + (Files.exists(root) ? "a file" : "nothing"));
        }
        SortedMap<String, FileFact> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    found.put(root.relativize(each).toString(), fact(each));
                }
            }
        }
        return found;
    }

    @Override
    public FileFact file(String path) throws IOException {
        Path file = root.resolve(path);
        return Files.isRegularFile(file) ? fact(file) : null;
    }

    private static FileFact fact(Path file) throws IOException {
        return new FileFact(Files.size(file), Files.getLastModifiedTime(file).to(TimeUnit.SECONDS));
    }

    @Override
    public void make() throws IOException {
        Files.createDirectories(root);
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(path).toFile(), "r")) {
            file.seek(offset);
            file.readFully(bytes);
        }
        return bytes;
    }

    @Override
    public Sums sums(String path, long offset, long length) throws IOException {
        MessageDigest md5 = Sums.algorithm("MD5");
        MessageDigest sha256 = Sums.algorithm("SHA-256");
        byte[] buffer = new byte[BUFFER];
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(path).toFile(), "r")) {
            file.seek(offset);
            for (long left = length; left > 0; ) {
                int read = file.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EffectFailed(label() + "/" + path + " became shorter meanwhile");
                }
                md5.update(buffer, 0, read);
                sha256.update(buffer, 0, read);
                left -= read;
            }
        }
        return new Sums(md5.digest(), sha256.digest());
    }

    @Override
    public void write(String path, long offset, byte[] bytes) throws IOException {
        Path target = root.resolve(path);
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(offset);
            file.seek(offset);
            file.write(bytes);
        }
    }

    @Override
    public void finish(String partial, String path, long modified) throws IOException {
        Path done = root.resolve(partial);
        Files.setLastModifiedTime(done, FileTime.from(modified, TimeUnit.SECONDS));
        Files.move(done, root.resolve(path), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }
}
