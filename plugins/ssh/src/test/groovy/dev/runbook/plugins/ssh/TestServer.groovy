package dev.runbook.plugins.ssh

import org.apache.sshd.common.config.keys.KeyUtils
import org.apache.sshd.common.config.keys.PublicKeyEntry
import org.apache.sshd.common.keyprovider.KeyPairProvider
import org.apache.sshd.common.session.SessionContext
import org.apache.sshd.core.CoreModuleProperties
import org.apache.sshd.server.SshServer
import org.apache.sshd.server.forward.AcceptAllForwardingFilter

import java.security.KeyPair
import java.util.concurrent.CopyOnWriteArrayList

/** An embedded SSH server that runs commands for real. */
class TestServer implements AutoCloseable {
    private static final Map<String, KeyPair> KEYS = [:]

    final SshServer sshd = SshServer.setUpDefaultServer()
    final List<String> authorized = new CopyOnWriteArrayList<>()
    String password
    KeyPair hostKey

    TestServer(String keyName = 'first', String type = 'ssh-ed25519', int bits = 256, int port = 0) {
        hostKey = KEYS.computeIfAbsent(keyName) { KeyUtils.generateKeyPair(type, bits) }
        sshd.host = '127.0.0.1'
        sshd.port = port
        sshd.keyPairProvider = { SessionContext session -> [hostKey] } as KeyPairProvider
        sshd.commandFactory = { channel, line -> new ShellCommand(line) }
        sshd.forwardingFilter = AcceptAllForwardingFilter.INSTANCE
        sshd.publickeyAuthenticator = { user, key, session -> authorized.contains(PublicKeyEntry.toString(key)) }
        sshd.passwordAuthenticator = { user, given, session -> password != null && given == password }
        CoreModuleProperties.TCP_NODELAY.set(sshd, true)
        sshd.start()
    }

    int getPort() { sshd.port }

    /** The line of a known_hosts file, for this name or for the server's own address. */
    String line(String name = "[127.0.0.1]:$port") {
        "$name ${PublicKeyEntry.toString(hostKey.public)}\n"
    }

    String getFingerprint() {
        KeyUtils.getFingerPrint(hostKey.public)
    }

    /** As when the network breaks: without a word of farewell. */
    void breakConnections() {
        sshd.activeSessions.each { it.close(true) }
    }

    int getConnections() { sshd.activeSessions.size() }

    @Override
    void close() { sshd.stop(true) }
}
