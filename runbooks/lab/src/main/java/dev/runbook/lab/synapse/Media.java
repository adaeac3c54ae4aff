package dev.runbook.lab.synapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/** Uploaded files: {@code aabbccdd…} lies in {@code local_content/aa/bb/ccdd…}. */
final class Media {
    private Media() {}

    static String path(String id) {
        return id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id.substring(4);
    }

    static void fill(Connection database, Path store, Sizes sizes) throws IOException, SQLException {
        Random random = new Random(7);
        for (int i = 0; i < sizes.of("media"); i++) {
            add(database, store, "%cc%cdMedium%06d".formatted('a' + i % 3, 'm' + i % 5, i), bytes(random, sizes));
        }
        Files.createDirectories(store.resolve("remote_content/other.example.org"));
        Files.write(store.resolve("remote_content/other.example.org/cached"), bytes(random, sizes));
    }

    private static byte[] bytes(Random random, Sizes sizes) {
        byte[] bytes = new byte[sizes.of("mediaBytes")];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One upload, with its row. */
    static void add(Connection database, Path store, String id, byte[] bytes) throws IOException, SQLException {
        Path file = store.resolve("local_content").resolve(path(id));
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Path thumbnails =
                Files.createDirectories(store.resolve("local_thumbnails").resolve(path(id)));
        Files.write(thumbnails.resolve("32-32-image-png-crop"), new byte[] {1, 2, 3});
        try (PreparedStatement insert = database.prepareStatement(
                "insert into local_media_repository (media_id, media_type, media_length, created_ts, user_id) values (?, 'image/png', ?, 1600000000000, '@user1:example.org')")) {
            insert.setString(1, id);
            insert.setLong(2, bytes.length);
            insert.execute();
        }
    }
}
