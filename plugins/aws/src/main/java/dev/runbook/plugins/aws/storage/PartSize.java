package dev.runbook.plugins.aws.storage;

/** How an object is cut into parts: few enough for S3, small enough for memory. */
record PartSize(long bytes) {
    static final int MIB = 1 << 20;
    static final int SMALLEST = 5;
    static final int USUAL = 16;
    /** Of one part, and of what is copied in one request. */
    static final long LARGEST = 5L << 30;

    private static final int MOST_PARTS = 10_000;

    /** @param wanted in MiB */
    static PartSize of(long length, int wanted) {
        return ofBytes(length, (long) wanted * MIB);
    }

    static PartSize ofBytes(long length, long wanted) {
        long least = (length + MOST_PARTS - 1) / MOST_PARTS;
        long whole = (least + MIB - 1) / MIB * MIB;
        return new PartSize(Math.max(wanted, whole));
    }

    int parts(long length) {
        return (int) Math.max(1, (length + bytes - 1) / bytes);
    }

    long offset(int part) {
        return part * bytes;
    }

    long length(int part, long total) {
        return Math.min(bytes, total - offset(part));
    }
}
