package dev.runbook.plugins.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.UnixDomainSocketFactory;
import dev.runbook.engine.model.EffectFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;

/**
 * The keys to try at a server: first the one that the inventory names, then the agent's, then further files. A locked key is left out, since there is
 * nobody to ask for its passphrase; what was left out, and why, is kept for the message of a failed login.
 */
final class Keyring implements IdentityRepository {
    private final Destination to;
    private final Vector<Identity> identities = new Vector<>();
    private final List<String> tried = new ArrayList<>();

    Keyring(Destination to) {
        this.to = to;
        Credentials credentials = to.credentials();
        credentials.key().ifPresent(this::addNamed);
        List<Identity> files = new ArrayList<>();
        credentials.files().stream().filter(Files::exists).forEach(file -> files.addAll(load(file)));
        addAgent(credentials, files);
        files.stream().filter(each -> !has(identities, each)).forEach(identities::add);
    }

    private void addNamed(Path key) {
        if (!Files.isReadable(key)) {
            throw new EffectFailed(to.place() + ": expected a readable private key at " + key + " (" + to.where()
                    + "), found none. Nothing was sent.");
        }
        identities.addAll(load(key));
    }

    private List<Identity> load(Path file) {
        List<Identity> usable = new ArrayList<>();
        try {
            JSch one = new JSch();
            byte[] passphrase = to.credentials()
                    .passphrase()
                    .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
            one.addIdentity(file.toString(), passphrase);
            for (Identity identity : one.getIdentityRepository().getIdentities()) {
                if (identity.isEncrypted()) {
                    tried.add("key " + file + " is locked"
                            + (passphrase == null
                                    ? " and no passphrase is given"
                                    : " and the passphrase does not open it"));
                } else {
                    tried.add("key " + file);
                    usable.add(identity);
                }
            }
        } catch (JSchException unusable) {
            tried.add("key " + file + " cannot be used (" + unusable.getMessage() + ")");
        }
        return usable;
    }

    private void addAgent(Credentials credentials, List<Identity> files) {
        if (credentials.agent().isEmpty()) {
            tried.add("no agent runs (SSH_AUTH_SOCK)");
            return;
        }
        Path socket = credentials.agent().get();
        try {
            IdentityRepository agent =
                    new AgentIdentityRepository(new SSHAgentConnector(new UnixDomainSocketFactory(), socket));
            List<Identity> offered = agent.getIdentities().stream()
                    .filter(each -> !credentials.only() || has(files, each))
                    .filter(each -> !has(identities, each))
                    .toList();
            tried.add("the agent at " + socket + " with " + offered.size() + (offered.size() == 1 ? " key" : " keys"));
            identities.addAll(offered);
        } catch (AgentProxyException | RuntimeException unreachable) {
            tried.add("the agent at " + socket + " does not answer (" + unreachable.getMessage() + ")");
        }
    }

    private static boolean has(List<Identity> some, Identity wanted) {
        return some.stream().anyMatch(each -> Arrays.equals(each.getPublicKeyBlob(), wanted.getPublicKeyBlob()));
    }

    /** What was tried and what could not be, for people. */
    String tried() {
        return String.join("; ", tried)
                + (to.credentials().password().isPresent() ? "; the inventory's password" : "; no password is given");
    }

    @Override
    public String getName() {
        return "runbook";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(identities);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] identity) {
        return false;
    }

    @Override
    public void removeAll() {
        identities.clear();
    }
}
