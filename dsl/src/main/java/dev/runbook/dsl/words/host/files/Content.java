package dev.runbook.dsl.words.host.files;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a file will hold: so many bytes with such a checksum. */
interface Content {
    InputStream open();

    long length();

    default String sha256() {
        try (InputStream in = open()) {
            return digest(in);
        } catch (IOException e) {
            throw new EffectFailed("Cannot read: " + e.getMessage(), e);
        }
    }

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long length() {
                return bytes.length;
            }
        };
    }

    /** A local file, read when it is sent. */
    static Content of(Path file) {
        return new Content() {
            @Override
            public InputStream open() {
                try {
                    return Files.newInputStream(file);
                } catch (IOException e) {
                    throw new EffectFailed("Cannot read the local file " + file + ": " + e.getMessage(), e);
                }
            }

            @Override
            public long length() {
                try {
                    return Files.size(file);
                } catch (IOException e) {
                    throw new EffectFailed("Cannot read the local file " + file + ": " + e.getMessage(), e);
                }
            }
        };
    }

    static String digest(InputStream in) throws IOException {
        MessageDigest sha = Hash.digest();
        new DigestInputStream(in, sha).transferTo(java.io.OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(sha.digest());
    }
}
