package dev.runbook.lab.hipchat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.lab.product.HipChatCommand;
import dev.runbook.lab.product.Limits;
import dev.runbook.lab.product.NodeConfig;
import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.JavaProgram;
import dev.runbook.lab.tool.OpenSslCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is installed on the two machines before the move. */
final class Machines {
    static final String OLD_RELEASE = "2.2.9";
    static final String NEW_RELEASE = "3.1.3";
    static final String FILE_STORE = "file_store";
    static final String FILE_SHARE = "file_share";
    static final String USER_MODEL = "hipchat-scm/web/application/models/user.php";
    static final String BOOT_SCRIPTS = "opt/atlassian/hipchat/sbin";
    /** The three commands of each of the two scripts; as nobody here may give files away, they re-own them to their owner. */
    static final List<String> BOOT_COMMANDS = List.of(
            "chown -R \"$(id -u)\" \"$HOME\"/file_share",
            "chgrp -R \"$(id -g)\" \"$HOME\"/file_share",
            "chmod -R u+rwX \"$HOME\"/file_share");

    static final String LIKE = "$query->where(\"name LIKE '%$search_name%'\");";

    /** What needs no database is answered at once; a release before 2.2.3 has no export. */
    private static final String HIPCHAT = """
            #!/bin/sh
            root=$(cd "$(dirname "$0")/.." && pwd)
            case "$*" in
                --version) exec cat "$root/hipchat/version" ;;
                --help | 'export --help') exec cat "$root/hipchat/usage" ;;
            esac
            if [ "$1" = export ]; then
                case $(cat "$root/hipchat/version") in
                    [01].* | 2.[01].* | 2.2.[0-2]) echo "hipchat: unknown command export" >&2; exit 2 ;;
                esac
            fi
            """;

    private static final String MOUNTS = "etc/mounts";
    private static final String MOUNTPOINT = """
            #!/bin/sh
            # The laboratory's mountpoint: what is mounted stands in a file, by the last part of its path.
            for path; do :; done
            exec grep -qxF -e "${path##*/}" "$HOME/%s"
            """.formatted(MOUNTS);

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

    /** A node of Data Center. */
    static void node(HostFolder host) {
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
        for (String script : new String[] {"fix-permissions.sh", "mount-share.sh"}) {
            host.script(
                    BOOT_SCRIPTS + "/" + script,
                    "#!/bin/sh\n# " + script + ", run twice at every boot\numask 027\n"
                            + String.join("\n", BOOT_COMMANDS) + "\nexit 0\n");
        }
        host.script("bin/mountpoint", MOUNTPOINT);
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

    /** Gives a node the folder that all of them share; the first of them has it. */
    static void share(HostFolder host, Path share) throws IOException {
        Path here = host.root().resolve(FILE_SHARE);
        if (here.equals(share)) {
            Files.createDirectories(here);
        } else {
            Files.deleteIfExists(here);
            Files.createSymbolicLink(here, share);
        }
        host.write(MOUNTS, FILE_SHARE + "\n");
    }

    /** Takes the share away from a node: the folder of that name is on its own disk now. */
    static void unshare(HostFolder host) throws IOException {
        Path here = host.root().resolve(FILE_SHARE);
        if (Files.isSymbolicLink(here)) {
            Files.delete(here);
        }
        Files.createDirectories(here);
        host.write(MOUNTS, "");
    }

    /** Leaves a machine no more than this for an export; its {@code df} and {@code /proc/meminfo} say so. */
    static void limit(HostFolder host, Limits limits) throws IOException {
        host.write(Limits.FILE, new ObjectMapper().writeValueAsString(limits));
        host.room(limits.room() / 1024);
        host.script("bin/awk", """
                #!/bin/sh
                for word; do
                    case $word in /proc/meminfo) exec env PATH="$(getconf PATH)" awk "$1" "$HOME/proc/meminfo" ;; esac
                done
                PATH=$(getconf PATH) exec awk "$@"
                """);
        host.write(
                "proc/meminfo",
                "MemTotal: 99999999 kB\nMemFree: 1 kB\nMemAvailable: %d kB\n".formatted(limits.memory() / 1024));
    }

    /** It has enough of all again. */
    static void unlimited(HostFolder host) throws IOException {
        host.room(0);
        for (String each : List.of(Limits.FILE, "bin/awk")) {
            Files.deleteIfExists(host.root().resolve(each));
        }
    }
}
