package dev.runbook.lab.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The {@code hipchat} command: {@code export}, {@code import}, {@code service} and {@code --version}. */
public final class HipChatCommand {
    /** What {@code --help} says. */
    public static final String USAGE = """
            usage: hipchat export --export -p PASSPHRASE [--include-one-to-one] [--include-files]
                   hipchat export --check | --help
                   hipchat import --import -p PASSPHRASE ARCHIVE
                   hipchat service --restart
                   hipchat --version
            """;

    private final Path home;
    private final NodeConfig config;
    private final ProductLog log;

    private HipChatCommand(Path home) throws IOException {
        this.home = home;
        this.config = NodeConfig.read(home);
        this.log = new ProductLog(System.out, config.pace());
    }

    /** Status 2 for wrong usage, 1 for a failure. */
    public static void main(String[] arguments) throws Exception {
        HipChatCommand command = new HipChatCommand(Path.of(System.getProperty("hipchat.home")));
        try {
            command.run(new ArrayDeque<>(List.of(arguments)));
        } catch (ProductFailure failure) {
            command.log.line(failure.getMessage());
            System.exit(1);
        } catch (IllegalArgumentException wrong) {
            System.err.print(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
    }

    private void run(Deque<String> arguments) throws Exception {
        String verb = arguments.isEmpty() ? "--help" : arguments.pop();
        switch (verb) {
            case "export" -> export(arguments);
            case "import" -> new Importer(home, config, log).run(Arguments.parse(arguments, "--import"));
            case "service" -> service(arguments);
            case "--version" -> System.out.println(version(home));
            case "--help" -> System.out.print(USAGE);
            default -> throw new IllegalArgumentException("hipchat: unknown command " + verb);
        }
    }

    private void export(Deque<String> arguments) throws Exception {
        if (arguments.contains("--help")) {
            System.out.print(USAGE);
        } else if (arguments.contains("--check")) {
            System.out.println(ExportStatus.read(home));
        } else {
            new Exporter(home, config, log).run(Arguments.parse(arguments, "--export", "-e"));
        }
    }

    private void service(Deque<String> arguments) throws Exception {
        if (!arguments.contains("--restart")) {
            throw new IllegalArgumentException("hipchat service: --restart is needed");
        }
        new Service(home, config).restart();
        System.out.println("Restarting services ... done");
    }

    static String version(Path home) throws IOException {
        return Files.readString(home.resolve("hipchat/version")).trim();
    }
}
