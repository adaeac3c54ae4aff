package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.EffectFailed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ~/.ssh/config} and the machine's {@code ssh_config} say about one host, read as {@code ssh} reads them: top to bottom, the first value of
 * a keyword wins, {@code IdentityFile} gathers. JSch's own reader knows neither {@code Include} nor {@code Match}, and takes a host that a {@code !pattern} does
 * not name for one that is meant. {@code Match exec} runs nothing here and does not match; nor do {@code canonical} and {@code final}.
 */
final class SshConfig {
    private static final int DEEPEST = 16;

    private final Home home;
    private final String asked;
    private final Optional<String> givenUser;
    private final Map<String, List<String>> first = new HashMap<>();
    private final List<String> identityFiles = new ArrayList<>();

    private SshConfig(Home home, String asked, Optional<String> givenUser) {
        this.home = home;
        this.asked = asked;
        this.givenUser = givenUser;
    }

    /** {@code asked} is the name as the inventory writes it; {@code givenUser} the user whom the inventory already names. */
    static SshConfig of(Home home, String asked, Optional<String> givenUser) {
        SshConfig config = new SshConfig(home, asked, givenUser);
        config.read(home.config(), home.folder().resolve(".ssh"), true, 0);
        config.read(home.systemConfig(), home.system(), true, 0);
        return config;
    }

    Optional<String> value(String keyword) {
        return values(keyword).stream().findFirst();
    }

    List<String> values(String keyword) {
        return first.getOrDefault(keyword, List.of());
    }

    List<String> identityFiles() {
        return identityFiles;
    }

    /** The server's name: {@code HostName} where it is set, else the name that was asked for. */
    String hostName() {
        return value("hostname")
                .map(name -> name.replace("%h", asked).replace("%%", "%"))
                .orElse(asked);
    }

    private void read(Path file, Path base, boolean applies, int depth) {
        if (depth > DEEPEST) {
            throw new EffectFailed(
                    file + ": Include goes deeper than " + DEEPEST + " files; does a file include itself?");
        }
        boolean active = applies;
        for (String text : lines(file)) {
            ConfigLine line = ConfigLine.parse(text).orElse(null);
            if (line == null) {
                continue;
            }
            switch (line.keyword()) {
                case "host" -> active = applies && NamePattern.anyMatches(line.arguments(), asked);
                case "match" -> active = applies && matches(line.arguments());
                case "include" -> include(line.arguments(), base, active, depth);
                default -> take(line, active);
            }
        }
    }

    private void take(ConfigLine line, boolean active) {
        if (active && line.keyword().equals("identityfile")) {
            identityFiles.addAll(line.arguments());
        } else if (active) {
            first.putIfAbsent(line.keyword(), line.arguments());
        }
    }

    private void include(List<String> patterns, Path base, boolean active, int depth) {
        for (String pattern : patterns) {
            Path path = home.path(pattern, base);
            for (Path file : expanded(path)) {
                read(file, base, active, depth + 1);
            }
        }
    }

    private static List<Path> expanded(Path path) {
        if (Files.exists(path)) {
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
            files.forEach(found::add);
        } catch (IOException | RuntimeException nothingThere) {
            return List.of();
        }
        return found.stream().sorted().toList();
    }

    private boolean matches(List<String> criteria) {
        for (int i = 0; i < criteria.size(); i++) {
            boolean negated = criteria.get(i).startsWith("!");
            String criterion = criteria.get(i).substring(negated ? 1 : 0).toLowerCase(java.util.Locale.ROOT);
            if (criterion.equals("all")) {
                continue;
            }
            boolean takesArgument = !criterion.equals("canonical") && !criterion.equals("final");
            String argument = takesArgument && i + 1 < criteria.size() ? criteria.get(++i) : "";
            if (holds(criterion, List.of(argument.split(","))) == negated) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(String criterion, List<String> patterns) {
        return switch (criterion) {
            case "host" -> NamePattern.anyMatches(patterns, hostName());
            case "originalhost" -> NamePattern.anyMatches(patterns, asked);
            case "user" ->
                NamePattern.anyMatches(
                        patterns, givenUser.or(() -> value("user")).orElse(home.user()));
            case "localuser" -> NamePattern.anyMatches(patterns, home.user());
            default -> false;
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            throw new EffectFailed(
                    file + ": expected a readable OpenSSH configuration: " + unreadable.getMessage(), unreadable);
        }
    }
}
