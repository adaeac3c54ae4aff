package dev.runbook.lab.hipchat;

import dev.runbook.lab.product.HipChatCommand;
import dev.runbook.lab.product.NodeConfig;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.JavaProgram;
import dev.runbook.lab.tool.OpenSslCommand;
import java.io.IOException;
import java.nio.file.Files;

/** What is installed on the two machines before the move. */
final class Machines {
    static final String OLD_RELEASE = "2.2.9";
    static final String NEW_RELEASE = "3.1.3";
    static final String FILE_STORE = "file_store";
    static final String FILE_SHARE = "file_share";
    static final String USER_MODEL = "hipchat-scm/web/application/models/user.php";
    static final String BOOT_SCRIPTS = "opt/atlassian/hipchat/sbin";
    static final String LIKE = "$query->where(\"name LIKE '%$search_name%'\");";

    /** What needs no database is answered at once. */
    private static final String HIPCHAT = """
            #!/bin/sh
            root=$(cd "$(dirname "$0")/.." && pwd)
            case "$*" in
                --version) exec cat "$root/hipchat/version" ;;
                --help | 'export --help') exec cat "$root/hipchat/usage" ;;
            esac
            """;

    private Machines() {}

    static void common(HostFolder host, String release, NodeConfig config) throws IOException {
        host.script("bin/hipchat", HIPCHAT + JavaProgram.line(HipChatCommand.class, "-Dhipchat.home=" + host.root()));
        host.write("hipchat/usage", HipChatCommand.USAGE);
        host.sudo();
        host.script("bin-last/openssl", JavaProgram.script(OpenSslCommand.class));
        host.write("hipchat/version", release + "\n");
        host.write(NodeConfig.FILE, config.json());
        Files.createDirectories(host.root().resolve("carrier"));
    }

    static void destination(HostFolder host) {
        host.write(USER_MODEL, """
                <?php
                class User extends Model {
                    public static function search($search_name) {
                        $query = self::query();
                        %s
                        return $query->all();
                    }
                }
                """.formatted(LIKE));
        String share = host.root().resolve(FILE_SHARE).toString();
        for (String script : new String[] {"fix-permissions.sh", "mount-share.sh"}) {
            host.script(
                    BOOT_SCRIPTS + "/" + script,
                    "#!/bin/sh\n# " + script + ", run twice at every boot\numask 027\n"
                            + String.join("\n", bootCommands(share)) + "\nexit 0\n");
        }
        host.script("bin/reboot", """
                #!/bin/sh
                # The laboratory's reboot: the boot scripts, twice, and the services; the machine itself stays up.
                for pass in 1 2; do
                    for script in "$HOME"/%s/*.sh; do
                        /bin/sh "$script" || exit 1
                    done
                done
                exec hipchat service --restart
                """.formatted(BOOT_SCRIPTS));
    }

    /** The three commands of each of the two scripts; as nobody here may give files away, they re-own them to their owner. */
    static String[] bootCommands(String share) {
        return new String[] {
            "chown -R \"$(id -u)\" '" + share + "'",
            "chgrp -R \"$(id -g)\" '" + share + "'",
            "chmod -R u+rwX '" + share + "'"
        };
    }
}
