package dev.runbook.lab.synapse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/** Uploaded files: {@code aabbccdd…} lies in {@code local_content/aa/bb/ccdd…}. */
final class Media {
    private static final String ROW =
            "insert into local_media_repository (media_id, media_type, media_length, created_ts, user_id) values (?, 'image/png', ?, ?, '@user1:example.org') on conflict do nothing";
    private static final long LONG_AGO = 1_600_000_000_000L;

    private Media() {}

    static String path(String id) {
        return id.substring(0, 2) + "/" + id.substring(2, 4) + "/" + id.substring(4);
    }

    static void fill(Connection database, Path store, Sizes sizes) throws IOException, SQLException {
        Random random = new Random(7);
        try (PreparedStatement insert = database.prepareStatement(ROW)) {
            for (int i = 0; i < sizes.of("media"); i++) {
                String id = "%cc%cdMedium%06d".formatted('a' + i % 3, 'm' + i % 5, i);
                byte[] bytes = bytes(random, sizes);
                write(store, id, bytes);
                insert.setString(1, id);
                insert.setLong(2, bytes.length);
                insert.setLong(3, LONG_AGO + i);
                insert.execute();
            }
        }
        Files.createDirectories(store.resolve("remote_content/other.example.org"));
        Files.write(store.resolve("remote_content/other.example.org/cached"), bytes(random, sizes));
    }

    private static byte[] bytes(Random random, Sizes sizes) {
        byte[] bytes = new byte[sizes.of("mediaBytes")];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One upload of today, with its row. */
    static void add(Database database, Path store, String id, byte[] bytes) throws IOException, SQLException {
        write(store, id, bytes);
        database.texts(ROW, id, (long) bytes.length, System.currentTimeMillis());
    }

    private static void write(Path store, String id, byte[] bytes) throws IOException {
        Path file = store.resolve("local_content").resolve(path(id));
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Path thumbnails =
                Files.createDirectories(store.resolve("local_thumbnails").resolve(path(id)));
        Files.write(thumbnails.resolve("32-32-image-png-crop"), new byte[] {1, 2, 3});
    }

    /** The provider has uploaded everything, and somebody cleaned up here: it is in the bucket alone. */
    static void toBucket(Path store, Path bucket) throws IOException {
        Files.createDirectories(bucket);
        for (String each : new String[] {"local_content", "local_thumbnails"}) {
            Files.move(store.resolve(each), bucket.resolve(each), StandardCopyOption.REPLACE_EXISTING);
            Files.createDirectories(store.resolve(each));
        }
    }
}
