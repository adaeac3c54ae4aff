package dev.runbook.lab.synapse;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine with the old Synapse: its configuration, its media, its service. */
final class OldServer {
    static final String SIGNING_KEY = "ed25519 a_oldKey seedOfTheOldServer";
    static final String PEPPER = "pepper-of-the-old-server";
    static final String MACAROON = "laboratory-macaroon-key";
    static final String OLDER_KEY =
            "{\"ed25519:a_older\": {\"key\": \"publicKeyOfYearsAgo\", \"expired_ts\": 1500000000000}}";
    static final String BUCKET = "media-bucket";

    private OldServer() {}

    static void install(HostFolder host, Scene scene, int mail) throws IOException {
        host.sudo();
        host.script("bin/systemctl", OldTools.SYSTEMCTL);
        Files.deleteIfExists(host.root().resolve("run/masked"));
        host.room(0);
        host.write("run/active", "");
        host.write("etc/signing.key", SIGNING_KEY + "\n");
        host.write("etc/bridge.yaml", "id: bridge\nas_token: laboratory-as-token\nhs_token: laboratory-hs-token\n");
        host.write("etc/form-secret", "laboratory-form-secret\n");
        host.write("etc/homeserver.yaml", """
                server_name: %s
                signing_key_path: %s
                old_signing_keys: %s
                macaroon_secret_key: %s
                form_secret_path: %s
                registration_shared_secret: laboratory-registration
                media_store_path: %s
                app_service_config_files: [ %s ]
                database: { name: %s }
                email: { smtp_host: localhost, smtp_port: %d, smtp_user: synapse, smtp_pass: laboratory-mail-password, notif_from: chat@example.org }
                """.formatted(
                        SynapseSite.SERVER_NAME,
                        host.root().resolve("etc/signing.key"),
                        OLDER_KEY,
                        MACAROON,
                        host.root().resolve("etc/form-secret"),
                        media(host),
                        host.root().resolve("etc/bridge.yaml"),
                        scene.sqlite() ? "sqlite3" : "psycopg2",
                        mail));
        host.write("etc/conf.d/passwords.yaml", "password_config: { enabled: true, pepper: " + PEPPER + " }\n");
        Files.createDirectories(media(host));
        Files.createDirectories(host.root().resolve("work"));
        if (scene.sqlite()) {
            host.script("bin/synapse_port_db", OldTools.PORT);
            host.write("etc/homeserver-postgres.yaml", "database: { name: psycopg2 }\n");
        }
        if (scene.s3()) {
            storesInS3(host);
        }
    }

    private static void storesInS3(HostFolder host) throws IOException {
        host.script("bin/s3_media_upload", OldTools.S3);
        host.write("s3tool/database.yaml", "database: synapse\n");
        host.write("etc/conf.d/media.yaml", """
                media_storage_providers:
                  - module: s3_storage_provider.S3StorageProviderBackend
                    store_local: true
                    config: { bucket: %s, secret_access_key: laboratory-media-key }
                """.formatted(BUCKET));
        Files.createDirectories(bucket(host));
    }

    /** Where the stand-in of the port finds PostgreSQL. */
    static void ports(HostFolder host, PostgresCluster database) throws IOException {
        host.write(
                "etc/ported",
                "host=127.0.0.1 port=%d dbname=%s user=%s"
                        .formatted(database.port(), database.user(), database.user()));
        Path passwords = host.write("etc/pgpass", "*:*:*:*:" + database.password() + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    }

    static Path media(HostFolder host) {
        return host.root().resolve("media_store");
    }

    static Path bucket(HostFolder host) {
        return host.root().resolve("s3").resolve(BUCKET);
    }

    static Path sqlite(HostFolder host) {
        return host.root().resolve("homeserver.db");
    }

    static Homeserver synapse(HostFolder host, Database database, Scene scene, int mail) throws IOException {
        return Homeserver.create(
                database,
                () -> new Config(
                        SynapseSite.SERVER_NAME,
                        SynapseSite.VERSION,
                        Carried.of(
                                SIGNING_KEY, name -> name.equals("pepper") ? Optional.of(PEPPER) : setting(host, name)),
                        SynapseSite.SCHEMA,
                        media(host),
                        scene.s3() ? bucket(host) : null,
                        false,
                        Outside.open(mail),
                        Clock.systemUTC()),
                () -> Files.exists(host.root().resolve("run/active")));
    }

    private static Optional<String> setting(HostFolder host, String name) {
        try {
            Matcher found = Pattern.compile("(?m)^" + name + ": (.+)$")
                    .matcher(Files.readString(host.root().resolve("etc/homeserver.yaml")));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
