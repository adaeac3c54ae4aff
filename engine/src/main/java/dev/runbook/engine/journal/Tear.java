package dev.runbook.engine.journal;

/**
 * What a crash can leave of entries that were not on the disk yet: a last line without its end, or blocks that never arrived and read as zeros.
 * Whatever else does not fit is damage. Entries that were on the disk are never taken for torn ones.
 */
final class Tear {
    /** What a disk writes as a whole. */
    private static final int SECTOR = 512;
    /** A shorter run of zeros is more likely a mistake of something else. */
    private static final int SHORTEST = 8;

    private Tear() {}

    /**
     * Whether the journal tore at this line, which cannot be read.
     *
     * @param from where it begins
     * @param end  where it ends, or -1 where its end is missing
     * @param seq  the number that its entry would have
     */
    static boolean at(byte[] file, int from, int end, long seq) {
        if (end < 0) {
            // a whole entry whose line end alone is another byte was on the disk and acknowledged
            return !Line.isWhole(file, from, file.length - 1);
        }
        return hasHole(file, from, end) && !isProven(file, end + 1, seq);
    }

    /** Whether a line holds blocks that never arrived: zeros, from where it begins or a sector does to where a sector or the file ends. */
    private static boolean hasHole(byte[] file, int from, int end) {
        for (int at = from; at < end; at++) {
            int hole = at;
            while (at < end && file[at] == 0) {
                at++;
            }
            boolean begins = hole == from || hole % SECTOR == 0;
            boolean ends = at % SECTOR == 0 || at == file.length;
            if (at - hole >= SHORTEST && begins && ends) {
                return true;
            }
        }
        return false;
    }

    /** Whether a later line says that the entry was on the disk. */
    private static boolean isProven(byte[] file, int from, long seq) {
        int begin = from;
        for (int at = from; at < file.length; at++) {
            if (file[at] == '\n') {
                if (Line.isWhole(file, begin, at) && Line.synced(file, begin, at) > seq) {
                    return true;
                }
                begin = at + 1;
            }
        }
        return false;
    }
}
