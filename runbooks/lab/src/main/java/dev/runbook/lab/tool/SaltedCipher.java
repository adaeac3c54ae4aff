package dev.runbook.lab.tool;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-CBC as {@code openssl enc -aes-256-cbc -md md5} writes it: {@code Salted__}, eight bytes of salt, and key and vector made from
 * passphrase and salt by one round of MD5. Weak by today's measure, but it is what the product's archives use.
 */
public final class SaltedCipher {
    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 8;
    private static final int KEY = 32;
    private static final int VECTOR = 16;
    private static final int BUFFER = 64 * 1024;

    private final byte[] passphrase;

    public SaltedCipher(String passphrase) {
        this.passphrase = passphrase.getBytes(StandardCharsets.UTF_8);
    }

    /** Encrypts to the end of the plain stream; leaves both open. */
    public void encrypt(InputStream plain, OutputStream sealed) throws IOException, GeneralSecurityException {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        sealed.write(MAGIC);
        sealed.write(salt);
        run(cipher(Cipher.ENCRYPT_MODE, salt), plain, sealed);
    }

    /** Decrypts to the end; writes what it has before it fails on a wrong passphrase or a torn end, as openssl does. */
    public void decrypt(InputStream sealed, OutputStream plain) throws IOException, GeneralSecurityException {
        byte[] head = sealed.readNBytes(MAGIC.length + SALT);
        if (head.length < MAGIC.length + SALT || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new EOFException("bad magic number");
        }
        run(cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(head, MAGIC.length, head.length)), sealed, plain);
    }

    private static void run(Cipher cipher, InputStream in, OutputStream out)
            throws IOException, GeneralSecurityException {
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            byte[] done = cipher.update(buffer, 0, length);
            if (done != null) {
                out.write(done);
            }
        }
        out.flush();
        out.write(cipher.doFinal());
        out.flush();
    }

    private Cipher cipher(int mode, byte[] salt) throws GeneralSecurityException {
        byte[] material = new byte[0];
        byte[] block = new byte[0];
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        while (material.length < KEY + VECTOR) {
            md5.update(block);
            md5.update(passphrase);
            block = md5.digest(salt);
            material = Arrays.copyOf(material, material.length + block.length);
            System.arraycopy(block, 0, material, material.length - block.length, block.length);
        }
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(material, 0, KEY, "AES"), new IvParameterSpec(material, KEY, VECTOR));
        return cipher;
    }
}
