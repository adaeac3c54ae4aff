package dev.runbook.lab.synapse;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The machine with the old Synapse: its configuration, its media, its service. */
final class OldServer {
    static final String SIGNING_KEY = "ed25519 a_oldKey seedOfTheOldServer";
    static final String PEPPER = "pepper-of-the-old-server";

    private static final String SYSTEMCTL = """
            #!/bin/sh
            # The laboratory's systemctl: knows one unit, which answers while the file says that it is active.
            state="$HOME/run"; mkdir -p "$state"
            case "$1" in
                start) [ ! -e "$state/masked" ] || { echo "Failed to start $2.service: Unit $2.service is masked." >&2; exit 1; }; touch "$state/active" ;;
                stop) rm -f "$state/active" ;;
                mask) touch "$state/masked" ;;
                unmask) rm -f "$state/masked" ;;
                is-active) if [ -e "$state/active" ]; then echo active; else echo inactive; exit 3; fi ;;
                is-enabled) if [ -e "$state/masked" ]; then echo masked; exit 1; else echo enabled; fi ;;
                *) echo "Unknown command verb $1." >&2; exit 1 ;;
            esac
            """;

    /** The data of a SQLite source stand in PostgreSQL here from the beginning; what the port leaves empty is emptied. */
    private static final String PORT = """
            #!/bin/sh
            # The laboratory's synapse_port_db.
            while [ $# -gt 0 ]; do
                case "$1" in
                    --sqlite-database) [ -e "$2" ] || { echo "Traceback: no such file $2" >&2; exit 1; }; shift ;;
                esac
                shift
            done
            PGPASSFILE="$HOME/etc/pgpass" psql -q -d "$(cat "$HOME/etc/ported")" -c 'delete from user_directory' && echo 'Port complete'
            """;

    private static final String SQLITE = """
            #!/bin/sh
            # The laboratory's sqlite3: knows .backup alone.
            case "$2" in ".backup "*) cp -- "$1" "${2#.backup }" ;; *) exit 1 ;; esac
            """;

    private OldServer() {}

    static void install(HostFolder host) throws IOException {
        host.sudo();
        host.script("bin/systemctl", SYSTEMCTL);
        host.script("bin/synapse_port_db", PORT);
        host.script("bin/sqlite3", SQLITE);
        host.write("homeserver.db", "a stand-in\n");
        Files.deleteIfExists(host.root().resolve("run/masked"));
        host.write("run/active", "");
        host.write("etc/signing.key", SIGNING_KEY + "\n");
        host.write("etc/bridge.yaml", "id: bridge\nas_token: laboratory-as-token\nhs_token: laboratory-hs-token\n");
        host.write("etc/homeserver.yaml", """
                server_name: %s
                signing_key_path: %s
                macaroon_secret_key: laboratory-macaroon-key
                form_secret: laboratory-form-secret
                registration_shared_secret: laboratory-registration
                password_config: { enabled: true, pepper: %s }
                media_store_path: %s
                app_service_config_files: [ %s ]
                database: { name: psycopg2 }
                """.formatted(
                        SynapseSite.SERVER_NAME,
                        host.root().resolve("etc/signing.key"),
                        PEPPER,
                        media(host),
                        host.root().resolve("etc/bridge.yaml")));
        Files.createDirectories(media(host));
        Files.createDirectories(host.root().resolve("work"));
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

    static Homeserver synapse(HostFolder host, PostgresCluster database) throws IOException {
        Config config = new Config(
                SynapseSite.SERVER_NAME,
                SynapseSite.VERSION,
                SIGNING_KEY,
                PEPPER,
                SynapseSite.SCHEMA,
                media(host),
                false);
        return Homeserver.create(
                database, () -> config, () -> Files.exists(host.root().resolve("run/active")));
    }
}
