package dev.runbook.dsl.words.host.job;

import dev.runbook.engine.spi.Modes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Up to which byte a job's output was shown, in a file of the run's folder: written with each line, so that an engine that is killed in the middle shows no line twice. Not a fact that resume
 * decides on: where the file is lost, lines are shown again. No {@code FileChannel}, since an interrupt closes that.
 */
final class Shown implements AutoCloseable {
    private final RandomAccessFile file;
    private long offset;

    private Shown(RandomAccessFile file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /** @param run the run's folder, or null where nothing is kept */
    static Shown of(Path run, String job) {
        if (run == null) {
            return new Shown(null, 0);
        }
        Path path = run.resolve("jobs").resolve(job);
        try {
            Files.createDirectories(path.getParent());
            Modes.restrict(path.getParent());
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            Modes.restrict(path);
            return new Shown(file, file.length() == Long.BYTES ? file.readLong() : 0);
        } catch (IOException unwritable) {
            return new Shown(null, 0);
        }
    }

    long offset() {
        return offset;
    }

    void upTo(long now) {
        offset = now;
        if (file == null) {
            return;
        }
        try {
            file.seek(0);
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        } catch (IOException unwritable) {
            // a line that is shown twice does no harm
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException ignored) {
            // it holds one number, which is written
        }
    }
}
