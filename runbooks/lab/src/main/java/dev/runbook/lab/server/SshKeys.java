package dev.runbook.lab.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The keys of a laboratory: one that opens its hosts, made for it alone, and a {@code known_hosts} file that grows with each host. */
public final class SshKeys {
    private static final int ED25519_BITS = 256;

    private final Path identity;
    private final Path knownHosts;
    private final PublicKey opens;

    private SshKeys(Path folder, PublicKey opens) {
        this.identity = folder.resolve("id_ed25519");
        this.knownHosts = folder.resolve("known_hosts");
        this.opens = opens;
    }

    /** Makes the user's key and an empty {@code known_hosts}. */
    public static SshKeys create(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        KeyPair pair = pair();
        SshKeys keys = new SshKeys(folder, pair.getPublic());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "runbook laboratory", null, out);
        Files.createFile(
                keys.identity, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keys.identity, out.toByteArray());
        Files.writeString(keys.knownHosts, "");
        return keys;
    }

    /** A new Ed25519 key. */
    static KeyPair pair() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
    }

    boolean opens(PublicKey key) {
        return KeyUtils.compareKeys(opens, key);
    }

    /** Adds a host's line. */
    synchronized void known(int port, PublicKey host) throws IOException {
        String line = "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(host) + "\n";
        Files.writeString(knownHosts, line, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
    }

    /** The private key's file. */
    public Path identity() {
        return identity;
    }

    /** The file of host keys. */
    public Path knownHosts() {
        return knownHosts;
    }
}
