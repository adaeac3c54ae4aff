package dev.runbook.plugins.aws.storage;

import java.util.SortedMap;

/** Files on a host, or on the engine's machine; paths are below one root. */
interface Disk {
    /** For messages: {@code source:/file_share/}. */
    String label();

    /** The regular files below the root by their paths; an error where the root is no folder. */
    SortedMap<String, FileFact> files() throws Exception;

    /** What is known of one file, or null where there is none. */
    FileFact file(String path) throws Exception;

    /** Makes the root where it is missing. */
    void make() throws Exception;

    byte[] read(String path, long offset, int length) throws Exception;

    /** Made where the bytes are, so that they need not travel. */
    Sums sums(String path, long offset, long length) throws Exception;

    /** Adds bytes to a file that has so many; 0 makes it new, with its folders. Whatever it has beyond is cut off. */
    void write(String path, long offset, byte[] bytes) throws Exception;

    /** Gives a finished file its name and time, in the place of what had it. */
    void finish(String partial, String path, long modified) throws Exception;

    void delete(String path) throws Exception;

    /**
     * A regular file.
     *
     * @param modified in seconds since 1970
     */
    record FileFact(long bytes, long modified) {}
}
