package dev.runbook.engine.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The disk as a journal uses it. A test brings its own, which tears writes, fills up or loses what was not forced. */
public interface JournalIo {
    /** The machine's own file systems. */
    JournalIo DISK = new Disk();

    byte[] read(Path file) throws IOException;

    /** Makes a private file that was not there; its entry in the folder is on the disk. */
    void create(Path file) throws IOException;

    /** Makes or replaces a private file with this content; all of it is on the disk. */
    void put(Path file, byte[] content) throws IOException;

    void delete(Path file) throws IOException;

    /** Opens a file to write at its end. */
    Tape open(Path file) throws IOException;

    /** A file that only grows, except for the part of it that a failed write left behind. */
    interface Tape extends AutoCloseable {
        long length() throws IOException;

        /** Writes at the end. Where it throws, any part of the bytes may stand there. */
        void write(byte[] bytes) throws IOException;

        /** Has all that was written on the disk before it returns. */
        void force() throws IOException;

        /** Cuts off what stands behind this length. */
        void cut(long length) throws IOException;

        @Override
        void close() throws IOException;
    }
}
