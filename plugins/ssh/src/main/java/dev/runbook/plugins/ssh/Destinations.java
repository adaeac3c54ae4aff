package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.TargetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns inventory entries into destinations: the inventory first, then OpenSSH's configuration, then its defaults. */
final class Destinations {
    static final int PORT = 22;
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(15);
    private static final int ALIVE_COUNT = 3;
    private static final List<String> DEFAULT_KEYS = List.of("~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519");

    private final Home home;

    Destinations(Home home) {
        this.home = home;
    }

    Destination of(TargetSpec host) {
        Address address = address(host);
        Optional<String> user = address.user().or(() -> host.text("user"));
        SshConfig config = SshConfig.of(home, address.host(), user);
        Endpoint server = new Endpoint(
                config.hostName(),
                address.port()
                        .or(() -> host.number("port"))
                        .or(() -> number(config, "port"))
                        .orElse(PORT));
        String login = user.or(() -> config.value("user")).orElse(home.user());
        return new Destination(
                host.where(),
                login,
                server,
                config.value("hostkeyalias"),
                knownHosts(host, config),
                credentials(host, config, server, login),
                host.text("jump"),
                proxyJump(host, config),
                timing(config));
    }

    /** The address alone, as the inventory has it. */
    static Address address(TargetSpec host) {
        String written = host.text("address")
                .orElseThrow(() -> RunbookException.invalid(host.where() + ": " + host.label()
                        + " has no address; add address: HOST, or transport: local if it is this machine"));
        return Address.parse(written, host.where());
    }

    private List<Path> knownHosts(TargetSpec host, SshConfig config) {
        if (host.text("knownHosts").isPresent()) {
            return List.of(home.path(host.text("knownHosts").get(), folder(host)));
        }
        List<Path> files = new ArrayList<>();
        List<String> own = config.values("userknownhostsfile");
        for (String file : own.isEmpty() ? List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2") : own) {
            files.add(home.path(file, home.folder()));
        }
        List<String> global = config.values("globalknownhostsfile");
        for (String file : global.isEmpty()
                ? List.of(home.system().resolve("ssh_known_hosts").toString())
                : global) {
            files.add(home.path(file, home.system()));
        }
        return files.stream().filter(file -> !file.endsWith("none")).toList();
    }

    private Credentials credentials(TargetSpec host, SshConfig config, Endpoint server, String login) {
        List<String> written = config.identityFiles().isEmpty() ? DEFAULT_KEYS : config.identityFiles();
        List<Path> files = written.stream()
                .filter(file -> !file.equals("none"))
                .map(file -> home.path(tokens(file, server, login), home.folder()))
                .toList();
        return new Credentials(
                host.text("key").map(file -> home.path(file, folder(host))),
                files,
                config.value("identitiesonly").filter("yes"::equalsIgnoreCase).isPresent(),
                agent(config),
                host.secret("passphrase"),
                host.secret("password"));
    }

    private Optional<Path> agent(SshConfig config) {
        String written = config.value("identityagent").orElse("SSH_AUTH_SOCK");
        return switch (written) {
            case "none" -> Optional.empty();
            case "SSH_AUTH_SOCK", "$SSH_AUTH_SOCK", "${SSH_AUTH_SOCK}" -> home.agent();
            default -> Optional.of(home.path(written.replace("%d", home.folder().toString()), home.folder()));
        };
    }

    private String tokens(String file, Endpoint server, String login) {
        return file.replace("%d", home.folder().toString())
                .replace("%u", home.user())
                .replace("%h", server.host())
                .replace("%p", String.valueOf(server.port()))
                .replace("%r", login)
                .replace("%%", "%");
    }

    private static List<String> proxyJump(TargetSpec host, SshConfig config) {
        Optional<String> jump = config.value("proxyjump").filter(hops -> !hops.equals("none"));
        if (host.text("jump").isPresent()) {
            return List.of();
        }
        if (jump.isEmpty()
                && config.value("proxycommand")
                        .filter(command -> !command.equals("none"))
                        .isPresent()) {
            throw RunbookException.invalid(host.where() + ": " + host.label()
                    + " has a ProxyCommand in the OpenSSH configuration, which runbook does not run;"
                    + " name the host between with jump: in the inventory, or with ProxyJump");
        }
        return jump.map(hops -> List.of(hops.split(","))).orElse(List.of());
    }

    private static Destination.Timing timing(SshConfig config) {
        Duration interval = number(config, "serveraliveinterval")
                .filter(seconds -> seconds > 0)
                .map(Duration::ofSeconds)
                .orElse(ALIVE_INTERVAL);
        return new Destination.Timing(
                number(config, "connecttimeout")
                        .filter(seconds -> seconds > 0)
                        .map(Duration::ofSeconds)
                        .orElse(CONNECT),
                interval,
                number(config, "serveralivecountmax").filter(count -> count > 0).orElse(ALIVE_COUNT));
    }

    private static Optional<Integer> number(SshConfig config, String keyword) {
        return config.value(keyword).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** Relative paths of an inventory start at its own folder. */
    private static Path folder(TargetSpec host) {
        String file = host.where().replaceFirst(":\\d+$", "");
        return Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
    }
}
