package dev.runbook.lab.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code hipchat export --export}: everything or nothing, into one encrypted archive in the working folder, under a name of its own choice. */
final class Exporter {
    private final Path home;
    private final NodeConfig config;
    private final ProductLog log;
    private final Limits limits;

    Exporter(Path home, NodeConfig config, ProductLog log) throws IOException {
        this.home = home;
        this.config = config;
        this.log = log;
        this.limits = Limits.read(home);
    }

    void run(Arguments arguments) throws Exception {
        ExportStatus.write(
                home, "Export is running, process " + ProcessHandle.current().pid() + ".");
        Path staging = Files.createTempDirectory("hipchat-export");
        Path working = Path.of("").toAbsolutePath();
        try (Connection database = config.connect();
                ArchiveWriter archive = new ArchiveWriter(staging)) {
            write(archive, new SourceTables(database), arguments);
            limits.lay(archive.end());
            archive.seal(arguments.passphrase(), working.resolve("export-" + UUID.randomUUID() + ".tar.gz.aes"));
        } finally {
            ArchiveWriter.remove(staging);
        }
        ExportStatus.write(home, "Export completed at " + Instant.now() + ".");
        log.line("Export completed successfully!");
    }

    private void write(ArchiveWriter archive, SourceTables tables, Arguments arguments)
            throws IOException, SQLException {
        fetch(tables, arguments);
        log.line("Creating export artifact");
        log.line("Writing rooms.json");
        archive.json("rooms.json", tables::rooms);
        archive.json("users.json", tables::users);
        archive.json("preferences.json", tables::preferences);
        archive.json("emoticons.json", tables::emoticons);
        copy(archive, "emoticons");
        copy(archive, "avatars");
        if (arguments.oneToOne()) {
            for (int user : tables.userIds()) {
                log.line("Writing users/" + user + "/history.json");
                archive.json("users/" + user + "/history.json", json -> tables.privateHistory(user, json));
            }
        }
        for (int room : tables.roomIds()) {
            log.line("Writing rooms/" + room + "/history.json");
            archive.json("rooms/" + room + "/history.json", json -> tables.roomHistory(room, json));
        }
        if (arguments.files()) {
            log.line("Exporting sender attachments");
            copy(archive, "users/files");
        }
    }

    private void fetch(SourceTables tables, Arguments arguments) throws IOException, SQLException {
        log.line("Fetching users");
        tables.userIds();
        log.line("Fetching rooms");
        tables.roomIds();
        for (String phase : List.of("autojoins", "preferences", "emoticons", "upload files", "messages")) {
            log.line("Fetching " + phase);
        }
        limits.hold(tables.messages(), arguments.files() ? bytes("users/files") : 0);
    }

    private long bytes(String folder) throws IOException {
        long sum = 0;
        for (Path file : files(folder)) {
            sum += Files.size(file);
        }
        return sum;
    }

    /** A folder of the file store; avatars lie under {@code users/<n>/avatars} in the archive. */
    private void copy(ArchiveWriter archive, String folder) throws IOException {
        for (Path file : files(folder)) {
            String name = config.storage().relativize(file).toString();
            archive.file(name.replaceFirst("^avatars/([0-9]+)/", "users/$1/avatars/"), file);
        }
    }

    private List<Path> files(String folder) throws IOException {
        Path root = config.storage().resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
