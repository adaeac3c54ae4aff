package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What keeps input and output of commands from being read where Amazon keeps them: compressed, then AES-256 as {@code openssl enc} of every version writes and reads it
 * (its derivation of keys is a plain hash; that is enough for a password which is itself 256 random bits).
 */
final class Seal {
    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 8;
    private static final int IV = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] password;

    Seal(String password) {
        this.password = password.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is written into it arrives sealed; closing it closes the other. */
    OutputStream into(OutputStream to) throws IOException {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        to.write(MAGIC);
        to.write(salt);
        return new GZIPOutputStream(new CipherOutputStream(to, cipher(Cipher.ENCRYPT_MODE, salt)));
    }

    InputStream from(InputStream sealed) throws IOException {
        byte[] head = sealed.readNBytes(MAGIC.length + SALT);
        if (head.length < MAGIC.length + SALT || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("it is not sealed as it should be");
        }
        byte[] salt = Arrays.copyOfRange(head, MAGIC.length, head.length);
        return new GZIPInputStream(new CipherInputStream(sealed, cipher(Cipher.DECRYPT_MODE, salt)));
    }

    /** A short text, sealed, as base64. */
    String text(String text) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream into = into(sealed)) {
            into.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(sealed.toByteArray());
    }

    byte[] bytes(String base64) throws IOException {
        try (InputStream open =
                from(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return open.readAllBytes();
        }
    }

    private Cipher cipher(int mode, byte[] salt) {
        try {
            MessageDigest hash = Hash.digest();
            hash.update(password);
            byte[] key = hash.digest(salt);
            hash.update(key);
            hash.update(password);
            byte[] iv = Arrays.copyOf(hash.digest(salt), IV);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has AES and SHA-256", missing);
        }
    }
}
