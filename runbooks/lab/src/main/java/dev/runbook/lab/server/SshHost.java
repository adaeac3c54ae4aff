package dev.runbook.lab.server;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.StaticDecisionForwardingFilter;

/** An SSH server on a free port of the loopback interface whose commands run in a {@link HostFolder}; it tunnels to this machine only. */
public final class SshHost implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final HostFolder folder;
    private final SshServer server;

    private SshHost(HostFolder folder, SshServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts it, and makes its key known. */
    public static SshHost start(HostFolder folder, SshKeys keys) throws IOException, GeneralSecurityException {
        KeyPair hostKey = SshKeys.pair();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(LOOPBACK);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals(folder.user()) && keys.opens(key));
        server.setCommandFactory((channel, line) -> new ShellSession(folder, line));
        server.setForwardingFilter(new Loopback());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.start();
        keys.known(server.getPort(), hostKey.getPublic());
        return new SshHost(folder, server);
    }

    public HostFolder folder() {
        return folder;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** Lets tunnels lead to this machine, and nowhere else; nothing else is forwarded. */
    private static final class Loopback extends StaticDecisionForwardingFilter {
        Loopback() {
            super(false);
        }

        @Override
        protected boolean checkAcceptance(
                String request, org.apache.sshd.common.session.Session session, SshdSocketAddress target) {
            return request.equals("direct-tcpip") && SshdSocketAddress.isLoopback(target.getHostName());
        }
    }
}
