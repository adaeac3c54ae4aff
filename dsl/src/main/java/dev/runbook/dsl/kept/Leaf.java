package dev.runbook.dsl.kept;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/** One entry as a file: a checksum of the rest, the length of the key, the key, the content. */
final class Leaf {
    private static final int HEAD = Long.BYTES + Integer.BYTES;

    private final byte[] key;

    Leaf(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** Keys with one name take each other's place; the key inside tells whose the content is. */
    String name() {
        return "%08x%08x".formatted(checksum(ByteBuffer.wrap(key)), Arrays.hashCode(key));
    }

    byte[] with(byte[] content) {
        ByteBuffer all = ByteBuffer.allocate(HEAD + key.length + content.length);
        all.position(Long.BYTES);
        all.putInt(key.length).put(key).put(content);
        return all.putLong(0, checksum(all.position(Long.BYTES))).array();
    }

    /** The content, where the file is whole and is of this key. */
    Optional<byte[]> contentOf(byte[] file) {
        int end = HEAD + key.length;
        if (file.length < end) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.wrap(file);
        boolean ours = all.getLong(0) == checksum(all.position(Long.BYTES))
                && all.getInt(Long.BYTES) == key.length
                && Arrays.equals(file, HEAD, end, key, 0, key.length);
        return ours ? Optional.of(Arrays.copyOfRange(file, end, file.length)) : Optional.empty();
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
