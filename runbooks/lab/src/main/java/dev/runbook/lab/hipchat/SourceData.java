package dev.runbook.lab.hipchat;

import dev.runbook.lab.server.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fills the old server: the same sizes always give the same data. */
final class SourceData {
    private static final String[] NAMES = {
        "plan.pdf", "screenshot 1.png", "budget-2018.xlsx", "it's final.docx", "übersicht.txt"
    };
    private static final byte[] NOT_A_HISTORY =
            "Bob: hello\nAlice: this is a chat that somebody saved, not JSON\n".getBytes(StandardCharsets.UTF_8);

    private final Sizes sizes;
    private final Path fileStore;
    private final Random random = new Random(20180325);

    SourceData(Sizes sizes, Path fileStore) {
        this.sizes = sizes;
        this.fileStore = fileStore;
    }

    void fill(Connection database) throws IOException, SQLException {
        SqlScript.run(
                database,
                SourceData.class,
                "source.sql",
                Map.of("users", sizes.users(), "rooms", sizes.rooms(), "messages", sizes.messages()));
        avatarsAndEmoticons();
        for (int i = 0; i < sizes.files(); i++) {
            attach(
                    database,
                    1 + (int) ((long) i * sizes.messages() / sizes.files()),
                    i + "-" + NAMES[i % NAMES.length],
                    bytes(sizes.fileBytes()));
        }
        for (int i = 0; i < sizes.poison(); i++) {
            attach(
                    database,
                    1 + i,
                    List.of("chat-", "my.", "old ").get(i % 3) + (i < 3 ? "" : i) + "history.json",
                    NOT_A_HISTORY);
        }
    }

    /** Hangs a file on a message; it lies under the sender's number. */
    private void attach(Connection database, int message, String name, byte[] content)
            throws IOException, SQLException {
        try (PreparedStatement sender = database.prepareStatement("select sender_id from messages where id = ?");
                PreparedStatement update =
                        database.prepareStatement("update messages set attachment = ? where id = ?")) {
            sender.setLong(1, message);
            try (ResultSet row = sender.executeQuery()) {
                row.next();
                String path = "users/files/" + row.getInt(1) + "/" + name;
                write(path, content);
                update.setString(1, path);
            }
            update.setLong(2, message);
            update.executeUpdate();
        }
    }

    private void avatarsAndEmoticons() throws IOException {
        for (int user = 1; user <= sizes.users(); user += 2) {
            write("avatars/" + user + "/photo.png", bytes(500));
        }
        for (int emoticon = 1; emoticon <= 3; emoticon++) {
            write("emoticons/custom" + emoticon + ".png", bytes(300));
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void write(String relative, byte[] content) throws IOException {
        Path file = fileStore.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
