package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.UntrustedHost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/** Says why a server's key was not accepted, with its fingerprint and the line that would accept it. */
final class HostKeyRefusal {
    private HostKeyRefusal() {}

    static EffectFailed of(Destination to, KnownHosts known, KnownHosts.Refusal refusal, Exception cause) {
        String state = refusal.revoked() ? "revoked" : refusal.others().isEmpty() ? "unknown" : "changed";
        return new UntrustedHost(state, to.place() + ": " + text(known, refusal) + "\nNothing was sent.", cause);
    }

    private static String text(KnownHosts known, KnownHosts.Refusal refusal) {
        String shown = "the server shows " + type(refusal.key()) + " " + fingerprint(refusal.key());
        String line = refusal.name() + " " + type(refusal.key()) + " "
                + Base64.getEncoder().encodeToString(refusal.key());
        String compare =
                "Compare the fingerprint with the server's own (there: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub); ";
        if (refusal.revoked()) {
            return "the server's key is marked as revoked in known_hosts; " + shown
                    + ". Do not connect; ask who revoked it.";
        }
        if (refusal.others().isEmpty()) {
            return "unknown host key: expected a line for '" + refusal.name() + "' in " + files(known)
                    + ", found none; " + shown + ".\n" + compare + "if they are the same, add this line to "
                    + known.getKnownHostsRepositoryID() + ":\n" + line;
        }
        String places = refusal.others().stream()
                .map(each -> each.where() + " (" + each.type() + " " + fingerprint(each.key()) + ")")
                .collect(Collectors.joining(", "));
        return "the host key has CHANGED: expected the key in " + places + "; " + shown
                + ".\nEither the server was installed anew, or somebody stands between. " + compare
                + "only if they are the same, put this line in the place of the old one:\n" + line;
    }

    private static String files(KnownHosts known) {
        return known.files().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** As OpenSSH prints it: {@code SHA256:…} without padding. */
    static String fingerprint(byte[] key) {
        return "SHA256:"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(Hash.digest().digest(key));
    }

    /** The kind of key is the first word in it. */
    private static String type(byte[] key) {
        int length = ByteBuffer.wrap(key).getInt();
        return new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }
}
