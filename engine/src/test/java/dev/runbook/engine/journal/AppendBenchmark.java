package dev.runbook.engine.journal;

import com.sun.management.ThreadMXBean;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** How fast the journal is, as ratios within one run: absolute figures of a disk mean nothing. */
final class AppendBenchmark {
    private static final int BLOCK = 50;
    private static final Map<String, Object> DATA = Map.of(
            "seconds",
            1.5,
            "result",
            "x".repeat(120),
            "fingerprint",
            Map.of("source", "0123456789abcdef", "params.batch", "500"));

    private final Path folder;

    AppendBenchmark(Path folder) {
        this.folder = folder;
    }

    /** The median time of a bare write and force of the same bytes, over that of an append; blocks of both by turns. */
    double pairedRatio(int rounds) throws IOException {
        List<Long> bare = new ArrayList<>();
        List<Long> appended = new ArrayList<>();
        Path floor = Files.createTempFile(folder, "floor", ".jsonl");
        Path file = folder.resolve("paired.jsonl");
        byte[] bytes = new byte[lineLength()];
        Arrays.fill(bytes, (byte) 'x');
        try (Journal journal = Journal.create(file, Timekeeper.SYSTEM);
                RandomAccessFile out = new RandomAccessFile(floor.toFile(), "rw")) {
            for (int round = 0; round < rounds; round++) {
                boolean warm = round >= rounds / 5;
                block(warm ? appended : null, () -> journal.record(Kind.DONE, "step", DATA));
                block(warm ? bare : null, () -> {
                    out.write(bytes);
                    out.getFD().sync();
                });
            }
        }
        return median(bare) / (double) median(appended);
    }

    /** How many appends a second many threads make together, over what one bare writer that forces each makes. */
    double togetherRatio(int threads, int each) throws Exception {
        Path file = folder.resolve("together.jsonl");
        Path floor = Files.createTempFile(folder, "alone", ".jsonl");
        byte[] bytes = new byte[lineLength()];
        double best = 0;
        try (Journal journal = Journal.create(file, Timekeeper.SYSTEM);
                RandomAccessFile out = new RandomAccessFile(floor.toFile(), "rw")) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < 9; round++) {
                long together = concurrently(threads, each, journal);
                long begun = System.nanoTime();
                for (int i = 0; i < threads; i++) {
                    out.write(bytes);
                    out.getFD().sync();
                }
                long alone = System.nanoTime() - begun;
                ratios.add((alone / (double) threads) / (together / (double) (threads * each)));
            }
            ratios.sort(null);
            best = ratios.get(ratios.size() / 2);
        }
        return best;
    }

    private static long concurrently(int threads, int each, Journal journal) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                for (int n = 0; n < each; n++) {
                    journal.record(Kind.DONE, "step", DATA);
                }
            });
            thread.start();
            all.add(thread);
        }
        long begun = System.nanoTime();
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        return System.nanoTime() - begun;
    }

    /** Microseconds of CPU that an append takes when the disk costs nothing. */
    double microsOfCpu(int appends) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Journal journal = Journal.create(folder.resolve("cpu.jsonl"), Timekeeper.SYSTEM, new NoDisk());
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < appends; i++) {
                journal.record(Kind.DONE, "step", DATA);
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begun) / 1000.0 / appends);
        }
        return best;
    }

    private int lineLength() throws IOException {
        Path file = Files.createTempDirectory(folder, "one").resolve("one.jsonl");
        try (Journal journal = Journal.create(file, Timekeeper.SYSTEM)) {
            journal.record(Kind.DONE, "step", DATA);
        }
        return (int) Files.size(file);
    }

    private interface Work {
        void once() throws IOException;
    }

    private static void block(List<Long> times, Work work) throws IOException {
        for (int i = 0; i < BLOCK; i++) {
            long begun = System.nanoTime();
            work.once();
            if (times != null) {
                times.add(System.nanoTime() - begun);
            }
        }
    }

    private static long median(List<Long> times) {
        times.sort(null);
        return times.get(times.size() / 2);
    }

    /** A disk that takes everything and keeps nothing. */
    private static final class NoDisk implements JournalIo {
        @Override
        public byte[] read(Path file) {
            return new byte[0];
        }

        @Override
        public void create(Path file) {}

        @Override
        public void put(Path file, byte[] content) {}

        @Override
        public void delete(Path file) {}

        @Override
        public Tape open(Path file) {
            return new Tape() {
                @Override
                public long length() {
                    return 0;
                }

                @Override
                public void write(byte[] bytes) {}

                @Override
                public void force() {}

                @Override
                public void cut(long length) {}

                @Override
                public void close() {}
            };
        }
    }
}
