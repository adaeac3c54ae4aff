package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The command {@code mattermost}: {@code server} (unless said) and {@code version}. Its folder is the one that it is started in. */
public final class Mattermost {
    /** Where the laboratory says which free port of this machine stands for 8065 of this host. */
    public static final String PORT = "lab/port-8065";

    private static final int WAIT_MILLIS = 10_000;
    private static final int ATTEMPTS = 18;

    private final Path home;
    private final Map<String, String> environment;

    private Mattermost(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    public static void main(String[] arguments) throws Exception {
        Release release = Release.named(System.getProperty("mattermost.release"));
        Mattermost program = new Mattermost(Path.of("").toAbsolutePath(), System.getenv());
        List<String> words = new ArrayList<>(List.of(arguments));
        int config = words.indexOf("--config");
        String said = config < 0 ? null : words.remove(config + 1);
        words.remove("--config");
        String verb = words.isEmpty() ? "server" : words.get(0);
        switch (verb) {
            case "server" -> program.serve(release, said);
            case "version" -> System.out.print(release.text());
            default -> {
                System.err.println("Error: unknown command \"" + verb + "\" for \"mattermost\"");
                System.exit(1);
            }
        }
    }

    private void serve(Release release, String said) throws Exception {
        Configuration configuration;
        try {
            configuration = Configuration.read(home, environment, said);
        } catch (IOException | SQLException failure) {
            log("fatal", "failed to load configuration: " + failure.getMessage());
            System.exit(1);
            return;
        }
        DataSource source = DataSource.parse(configuration.text("SqlSettings", "DataSource"));
        try (Connection database = connected(source)) {
            new Schema(database).upTo(release.schema());
            new FirstWrites(database, configuration).make();
        }
        int port = Integer.parseInt(
                Files.readString(Path.of(environment.get("HOME"), PORT)).strip());
        LocalMode local = new LocalMode();
        try (Api api = Api.start(port, home, release, configuration, source, local);
                Jobs jobs = Jobs.start(home, configuration, source)) {
            local.open(configuration, port);
            log("info", "Server is listening on [::]:8065");
            Files.writeString(Path.of(environment.get("NOTIFY")), "READY=1");
            new CountDownLatch(1).await();
        }
    }

    /** A server that cannot reach its database asks every ten seconds; so does, up to 5.x, {@code version}. */
    private static Connection connected(DataSource source) throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return source.connect();
            } catch (SQLException failure) {
                log("error", "Failed to ping DB: " + failure.getMessage());
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
                Thread.sleep(WAIT_MILLIS);
            }
        }
    }

    private static void log(String level, String message) {
        ObjectNode line = new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode();
        System.out.println(line.put("level", level).put("msg", message));
    }
}
