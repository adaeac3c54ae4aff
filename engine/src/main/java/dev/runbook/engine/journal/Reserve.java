package dev.runbook.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Room on the disk for the last words of a run: a file that is given up when the disk is full, so that what was done can still be written down. */
final class Reserve {
    static final int BYTES = 1 << 16;
    private static final String SUFFIX = ".reserve";

    private final JournalIo io;
    private final Path file;

    Reserve(JournalIo io, Path journal) {
        this.io = io;
        this.file = journal.resolveSibling(journal.getFileName() + SUFFIX);
    }

    /** Takes the room. Its bytes are no zeros, which some file systems would not store. */
    void take() throws IOException {
        byte[] noise = new byte[BYTES];
        new Random(BYTES).nextBytes(noise);
        io.put(file, noise);
    }

    /** Gives the room back. */
    void release() throws IOException {
        io.delete(file);
    }
}
