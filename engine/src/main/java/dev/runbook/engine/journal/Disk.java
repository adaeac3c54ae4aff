package dev.runbook.engine.journal;

import dev.runbook.engine.spi.Modes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The machine's own file systems. */
final class Disk implements JournalIo {
    @Override
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public void create(Path file) throws IOException {
        Files.createFile(file);
        Modes.restrict(file);
        forceFolder(file.getParent());
    }

    @Override
    public void put(Path file, byte[] content) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            Modes.restrict(file);
            out.setLength(0);
            out.write(content);
            out.getFD().sync();
        }
        forceFolder(file.getParent());
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public Tape open(Path file) throws IOException {
        return new OpenFile(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Has the entries of a folder on the disk: a file whose own bytes are there may be lost with its name. */
    static void forceFolder(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** No channel: interrupting a thread that writes to a channel closes it, and steps are interrupted by timeouts and by operators. */
    private static final class OpenFile implements Tape {
        private final RandomAccessFile out;

        OpenFile(RandomAccessFile out) throws IOException {
            this.out = out;
            out.seek(out.length());
        }

        @Override
        public long length() throws IOException {
            return out.length();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void force() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void cut(long length) throws IOException {
            out.setLength(length);
            out.seek(length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
