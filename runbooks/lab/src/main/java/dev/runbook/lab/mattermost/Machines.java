package dev.runbook.lab.mattermost;

import dev.runbook.lab.mattermost.product.Mattermost;
import dev.runbook.lab.mattermost.product.Release;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.JavaProgram;
import dev.runbook.lab.server.Sudo;
import dev.runbook.lab.server.Systemd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What is installed on a host: the product in {@code opt/mattermost}, and its unit of systemd. */
public final class Machines {
    static final String HOME = "opt/mattermost";
    static final String ENVIRONMENT = HOME + "/config/mattermost.environment";
    private static final String CONFIG = HOME + "/config/config.json";

    private Machines() {}

    /** Installs a release on a host; port 8065 of the host is a free one of this machine. */
    public static void install(HostFolder host, Release release, int port) {
        Sudo.install(host);
        Systemd.install(host);
        release(host, release);
        host.write(Mattermost.PORT, port + "\n");
        unit(host, "");
        for (String each : new String[] {"data", "plugins", "client/plugins", "logs", "config"}) {
            try {
                Files.createDirectories(host.root().resolve(HOME).resolve(each));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        secret(host, ENVIRONMENT, "");
    }

    /** Puts another release there. */
    public static void release(HostFolder host, Release release) {
        host.script(
                HOME + "/bin/mattermost",
                JavaProgram.script(Mattermost.class, "-Dmattermost.release=" + release.version()));
    }

    /** Writes the unit, with lines of one's own in its first section. */
    public static void unit(HostFolder host, String lines) {
        Path home = host.root().resolve(HOME);
        Systemd.unit(host, "mattermost", """
                [Unit]
                Description=Mattermost (a stand-in of the laboratory)
                %s
                [Service]
                Type=notify
                User=mattermost
                WorkingDirectory=%s
                EnvironmentFile=-%s
                ExecStart="%s"
                """.formatted(
                        lines, home, host.root().resolve(ENVIRONMENT), home.resolve("bin/mattermost")));
    }

    /** Writes {@code config.json}. */
    public static void config(HostFolder host, String dataSource, String siteUrl, String salt) {
        secret(host, CONFIG, """
                {
                    "ServiceSettings": { "SiteURL": "%s", "ListenAddress": ":8065", "EnableLocalMode": false },
                    "SqlSettings": { "DriverName": "%s", "DataSource": "%s", "AtRestEncryptKey": "%s" },
                    "FileSettings": { "DriverName": "local", "Directory": "./data/", "PublicLinkSalt": "%s", "AmazonS3Bucket": "", "AmazonS3PathPrefix": "" },
                    "EmailSettings": { "SendEmailNotifications": true, "InviteSalt": "%s" },
                    "TeamSettings": { "SiteName": "Mattermost" },
                    "GuestAccountsSettings": { "Enable": true },
                    "PluginSettings": { "Directory": "./plugins", "ClientDirectory": "./client/plugins" }
                }
                """.formatted(
                        siteUrl,
                        dataSource.startsWith("postgres") ? "postgres" : "mysql",
                        dataSource,
                        "key-" + salt,
                        "salt-" + salt,
                        "salt-" + salt));
    }

    /** Writes a file that only its owner may read. */
    public static void secret(HostFolder host, String path, String text) {
        try {
            Files.setPosixFilePermissions(host.write(path, text), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory cannot write " + path, failure);
        }
    }

    /** Runs a command there, which must succeed. */
    public static void run(HostFolder host, String command) throws IOException, InterruptedException {
        Process process = host.command(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(host.path("tmp/said").toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(
                    command + ": " + Files.readString(host.path("tmp/said")).strip());
        }
    }
}
