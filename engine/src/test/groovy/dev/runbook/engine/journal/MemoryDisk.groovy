package dev.runbook.engine.journal

import groovy.transform.CompileStatic
import java.nio.file.FileAlreadyExistsException
import java.nio.file.NoSuchFileException
import java.nio.file.Path

/** A disk in memory which knows what was forced; it can be made to die, to fill up, and to fail. */
@CompileStatic
class MemoryDisk implements JournalIo {
    final Map<Path, Content> files = [:]
    Fate fate = new Fate()
    /** How many bytes all files may take. */
    long room = Long.MAX_VALUE
    /** Called with the name of each operation; may throw an IOException. */
    Closure<?> fault = { String operation -> }
    int forces

    static class Content {
        byte[] bytes = new byte[0]
        int forced

        void append(byte[] more, int length) {
            byte[] all = Arrays.copyOf(bytes, bytes.length + length)
            System.arraycopy(more, 0, all, bytes.length, length)
            bytes = all
        }
    }

    private long free() { room - ((files.values()*.bytes*.length.sum() ?: 0) as long) }

    private void happens(String name, Closure<?> work) {
        fate.moment("before $name")
        fault.call(name)
        work.call()
        fate.moment("after $name")
    }

    synchronized Content at(Path file) {
        Content content = files[file]
        if (content == null) {
            throw new NoSuchFileException(file.toString())
        }
        content
    }

    /** The machine loses its power: of what was not forced, the disk may hold anything of what a disk can. */
    synchronized void losePower(Loss loss) {
        files.values().each { Content content ->
            content.bytes = loss.of(content.bytes, content.forced)
            content.forced = content.bytes.length
        }
    }

    /** What a disk holds of bytes that were written and not forced. */
    enum Loss {
        /** Nothing. */
        ALL,
        /** The first half. */
        TORN,
        /** All but the last byte. */
        ALMOST_NOTHING,
        /** The file grew, and no byte arrived. */
        ZEROS,
        /** The first sector did not arrive, and those behind it did. */
        REORDERED,
        /** Every other sector arrived. */
        STRIPES

        byte[] of(byte[] bytes, int forced) {
            int lost = bytes.length - forced
            if (lost == 0 || this == ALL) {
                return Arrays.copyOf(bytes, forced)
            }
            byte[] left = bytes.clone()
            switch (this) {
                case TORN: return Arrays.copyOf(bytes, forced + (lost >> 1))
                case ALMOST_NOTHING: return Arrays.copyOf(bytes, bytes.length - 1)
                case ZEROS: Arrays.fill(left, forced, left.length, (byte) 0); return left
                case REORDERED: Arrays.fill(left, forced, Math.min(left.length, ((forced >> 9) + 1) << 9), (byte) 0); return left
                default:
                    for (int at = forced; at < left.length; at = ((at >> 9) + 2) << 9) {
                        Arrays.fill(left, at, Math.min(left.length, ((at >> 9) + 1) << 9), (byte) 0)
                    }
                    return left
            }
        }
    }

    @Override
    synchronized byte[] read(Path file) { at(file).bytes.clone() }

    @Override
    synchronized void create(Path file) {
        happens('create') {
            if (files.containsKey(file)) {
                throw new FileAlreadyExistsException(file.toString())
            }
            files[file] = new Content()
        }
    }

    @Override
    synchronized void put(Path file, byte[] content) {
        happens('put') {
            files.remove(file)
            if (free() < content.length) {
                throw new IOException('No space left on device')
            }
            files[file] = new Content(bytes: content.clone(), forced: content.length)
        }
    }

    @Override
    synchronized void delete(Path file) { happens('delete') { files.remove(file) } }

    @Override
    synchronized Tape open(Path file) {
        fate.moment('before open')
        new MemoryTape(at(file))
    }

    private class MemoryTape implements Tape {
        private final Content content

        MemoryTape(Content content) { this.content = content }

        @Override
        long length() { content.bytes.length }

        @Override
        void write(byte[] bytes) {
            synchronized (MemoryDisk.this) {
                fate.moment('before write')
                fault.call('write')
                int fits = (int) Math.min((long) bytes.length, Math.max(0L, free()))
                int half = Math.min(fits, bytes.length >> 1)
                content.append(bytes, half)
                fate.moment('in the middle of write')
                content.append(Arrays.copyOfRange(bytes, half, fits), fits - half)
                if (fits < bytes.length) {
                    throw new IOException('No space left on device')
                }
                fate.moment('after write')
            }
        }

        @Override
        void force() {
            synchronized (MemoryDisk.this) {
                happens('force') { content.forced = content.bytes.length; forces++ }
            }
        }

        @Override
        void cut(long length) {
            synchronized (MemoryDisk.this) {
                happens('cut') {
                    content.bytes = Arrays.copyOf(content.bytes, (int) length)
                    content.forced = Math.min(content.forced, (int) length)
                }
            }
        }

        @Override
        void close() {}
    }
}
