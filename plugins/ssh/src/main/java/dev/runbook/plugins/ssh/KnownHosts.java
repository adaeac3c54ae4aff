package dev.runbook.plugins.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import dev.runbook.engine.model.EffectFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of servers as OpenSSH's {@code known_hosts} files hold them, with patterns, hashed names, other ports and revoked keys; never written to.
 * It remembers the key that it refused last, so that the refusal can show it.
 */
final class KnownHosts implements HostKeyRepository {
    private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)\\]:\\d+");

    private final List<Path> files;
    private final List<KnownHost> lines = new ArrayList<>();
    private Refusal refusal;

    /** A key that was not accepted: {@code name} is the server's name in the files, {@code others} what they have for it. */
    record Refusal(String name, byte[] key, boolean revoked, List<KnownHost> others) {}

    KnownHosts(List<Path> files) {
        this.files = List.copyOf(files);
        files.forEach(this::read);
    }

    private void read(Path file) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            return;
        }
        try {
            List<String> text = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < text.size(); i++) {
                KnownHost.parse(text.get(i), file + ":" + (i + 1)).ifPresent(lines::add);
            }
        } catch (IOException unreadable) {
            throw new EffectFailed(
                    file + ": expected a readable file of known hosts: " + unreadable.getMessage()
                            + ". Nothing was sent.",
                    unreadable);
        }
    }

    List<Path> files() {
        return files;
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public int check(String host, byte[] key) {
        String name = host.toLowerCase(Locale.ROOT);
        List<KnownHost> exact = linesFor(name);
        List<KnownHost> any = new ArrayList<>(exact);
        bare(name).ifPresent(without -> any.addAll(linesFor(without)));
        if (any.stream().anyMatch(line -> line.revoked() && line.is(key))) {
            refusal = new Refusal(name, key, true, any);
            return CHANGED;
        }
        if (any.stream().anyMatch(line -> line.plain() && line.is(key))) {
            return OK;
        }
        List<KnownHost> others = exact.stream().filter(KnownHost::plain).toList();
        refusal = new Refusal(name, key, false, others);
        return others.isEmpty() ? NOT_INCLUDED : CHANGED;
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    /** What is there for a server, for choosing the kind of key to ask it for: a key that is known is asked for first. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        List<HostKey> keys = new ArrayList<>();
        String name = host == null ? null : host.toLowerCase(Locale.ROOT);
        for (KnownHost line : lines) {
            boolean meant = name == null
                    || line.isFor(name)
                    || bare(name).filter(line::isFor).isPresent();
            if (meant && (type == null || type.equals(line.type()))) {
                hostKey(line, host).ifPresent(keys::add);
            }
        }
        return keys.toArray(new HostKey[0]);
    }

    private static Optional<HostKey> hostKey(KnownHost line, String host) {
        try {
            String name = host == null ? String.join(",", line.names()) : host;
            return Optional.of(new HostKey(line.marker(), name, HostKey.GUESS, line.key(), null));
        } catch (JSchException | RuntimeException unsupported) {
            return Optional.empty();
        }
    }

    private List<KnownHost> linesFor(String name) {
        return lines.stream().filter(line -> line.isFor(name)).toList();
    }

    /** The name without its port: OpenSSH takes a line for the bare name too. */
    private static Optional<String> bare(String name) {
        Matcher withPort = WITH_PORT.matcher(name);
        return withPort.matches() ? Optional.of(withPort.group(1)) : Optional.empty();
    }

    @Override
    public void add(HostKey key, UserInfo asked) {
        throw new UnsupportedOperationException("keys of servers are added by people only");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("keys of servers are removed by people only");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return files.isEmpty() ? "known_hosts" : files.get(0).toString();
    }
}
