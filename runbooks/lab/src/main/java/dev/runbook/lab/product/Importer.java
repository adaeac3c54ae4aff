package dev.runbook.lab.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * {@code hipchat import --import}: empties the database, then fills it from an archive. Faithful in what hurts: it takes every member whose path
 * ends with {@code history.json} for a history, serves one release only, and counts private messages once for each of the two people.
 */
final class Importer {
    private static final Set<String> SUPPORTED = Set.of("3.1.3");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final NodeConfig config;
    private final ProductLog log;

    Importer(Path home, NodeConfig config, ProductLog log) {
        this.home = home;
        this.config = config;
        this.log = log;
    }

    void run(Arguments arguments) throws Exception {
        String version = HipChatCommand.version(home);
        if (!SUPPORTED.contains(version)) {
            throw new ProductFailure("Import failed: " + version + " is not a supported version");
        }
        if (arguments.archive() == null) {
            throw new IllegalArgumentException("hipchat import: the ARCHIVE is missing");
        }
        log.line("Import Started");
        Path staging = Files.createTempDirectory("hipchat-import");
        try (Connection database = config.connect()) {
            List<String> members = new ArchiveReader(arguments.archive(), arguments.passphrase()).extract(staging);
            DestinationTables tables = new DestinationTables(database, log);
            tables.truncate();
            log.line("Importing data");
            fill(staging, members, tables);
        } finally {
            ArchiveWriter.remove(staging);
        }
        log.line("Import completed successfully!");
    }

    private void fill(Path staging, List<String> members, DestinationTables tables) throws IOException, SQLException {
        tables.users(list(staging, "users.json"), user -> avatars(staging, members, user));
        for (JsonNode each : list(staging, "preferences.json")) {
            log.line("Importing autojoin pref:autoJoin:" + each.get("user_id").asInt());
        }
        processing("preferences.json");
        tables.preferences(list(staging, "preferences.json"));
        processing("emoticons.json");
        tables.emoticons(list(staging, "emoticons.json"));
        copy(staging, members, "emoticons/");
        processing("rooms.json");
        tables.rooms(list(staging, "rooms.json"));
        Histories histories = new Histories(tables, new Counter(config));
        for (String member : inOrder(members)) {
            processing(member);
            if (member.endsWith("history.json")) {
                histories.take(member, list(staging, member));
            } else {
                copy(staging, member);
            }
        }
    }

    /** Histories of users, then attachments, then histories of rooms. */
    private static List<String> inOrder(List<String> members) {
        return java.util.stream.Stream.of("users/[0-9]+/history\\.json", "users/files/.*", "rooms/.*")
                .flatMap(kind ->
                        members.stream().filter(member -> member.matches(kind)).sorted())
                .toList();
    }

    private void processing(String member) {
        log.line("== Extracting and processing " + member);
    }

    private void avatars(Path staging, List<String> members, int user) throws IOException {
        for (String member : members) {
            if (member.startsWith("users/" + user + "/avatars/")) {
                log.line("Importing avatar photo " + member);
                copy(staging, member);
            }
        }
    }

    private void copy(Path staging, List<String> members, String prefix) throws IOException {
        for (String member : members) {
            if (member.startsWith(prefix)) {
                copy(staging, member);
            }
        }
    }

    private void copy(Path staging, String member) throws IOException {
        Path target = config.storage().resolve(member);
        Files.createDirectories(target.getParent());
        Files.copy(staging.resolve(member), target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static JsonNode list(Path staging, String member) throws IOException {
        try {
            JsonNode list = JSON.readTree(staging.resolve(member).toFile());
            if (list.isArray()) {
                return list;
            }
        } catch (JsonProcessingException garbled) {
            throw new ProductFailure("Import failed: invalid syntax in " + member);
        }
        throw new ProductFailure("Import failed: invalid syntax in " + member);
    }
}
