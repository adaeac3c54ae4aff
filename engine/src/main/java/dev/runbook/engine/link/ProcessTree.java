package dev.runbook.engine.link;

import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.TargetSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends a process, its process group and all their descendants on a host, with nothing but a POSIX shell there: politely first, by force after
 * {@value #GRACE} tenths of a second. What belongs to another user is ended through the host's {@code sudo}.
 */
public final class ProcessTree {
    private static final int GRACE = 30;
    private static final int FORCE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Prints the pids of what could not be ended, and nothing when all is gone. The table is read from /proc where there is one, since many
     * containers have no ps; zombies count as gone. A process is found by its parent or by its group, so that one that left the group is
     * still found, and so is one whose parent has died.
     */
    private static final String SCRIPT = """
            p=%s; all=" $p "
            table() {
                if [ -r /proc/self/stat ]; then
                    for s in /proc/[0-9]*/stat; do
                        { read -r l < "$s"; } 2>/dev/null || continue
                        i=${s#/proc/}; i=${i%%/stat}; set -- ${l##*) }
                        [ "$1" = Z ] || [ "$1" = X ] || echo "$i $2 $3"
                    done
                else
                    ps -A -o pid= -o ppid= -o pgid=
                fi
            }
            alive() {
                t=$(table); found=; more=y
                while [ -n "$more" ]; do
                    more=
                    while read -r i pp g; do
                        case " $found" in *" $i "*) continue ;; esac
                        case "$all" in *" $i "* | *" $pp "*) ;; *) [ "$g" = "$p" ] || continue ;; esac
                        found="$found$i "; all="$all$i "; more=y
                    done <<END
            $t
            END
                done
                [ -n "$found" ]
            }
            finish() {
                n=0
                while alive; do
                    [ $n -lt "$2" ] || return 1
                    [ $n -gt 0 ] && [ "$1" = TERM ] || kill -"$1" $found 2>/dev/null
                    sleep 0.1 2>/dev/null || { sleep 1; n=$((n + 9)); }
                    n=$((n + 1))
                done
            }
            finish TERM %d || finish KILL %d || echo $found
            """;

    /** Runs a short command on the host where the process is; a timeout of that command is not followed by another attempt to end it. */
    @FunctionalInterface
    public interface Shell {
        int run(Command command, Listener listener) throws InterruptedException;
    }

    private ProcessTree() {}

    /**
     * The script that ends a tree, for a script around it: prints what is left.
     *
     * @param pid   the root as the shell sees it: a number, or a variable
     * @param grace tenths of a second between asking and forcing
     */
    public static String script(String pid, int grace) {
        return SCRIPT.formatted(pid, grace, FORCE);
    }

    /** Ends what {@code pid} is the root, or the process group, of; empty when all is gone, else what is left and why. */
    public static Optional<String> end(long pid, TargetSpec host, Shell shell) {
        try {
            String script = script(String.valueOf(pid), GRACE);
            Optional<String> left = attempt(shell, "/bin/sh -c " + quoted(script), InputStream.nullInputStream());
            if (left.isEmpty() || !host.text("become").orElse("sudo").contains("sudo")) {
                return left;
            }
            Optional<String> afterSudo = host.secret("becomePassword").isPresent()
                    ? attempt(shell, "sudo -S -p '' /bin/sh -c " + quoted(script), password(host))
                    : attempt(shell, "sudo -n /bin/sh -c " + quoted(script), InputStream.nullInputStream());
            return afterSudo.map(why -> left.get() + "; with sudo: " + why);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted again while process " + pid + " was being ended");
        }
    }

    private static Optional<String> attempt(Shell shell, String line, InputStream stdin) throws InterruptedException {
        Heard heard = new Heard();
        try {
            int status = shell.run(new Command(line, stdin, PATIENCE), heard);
            String pids = heard.out.toString(StandardCharsets.UTF_8).strip();
            if (pids.isEmpty() && status == 0) {
                return Optional.empty();
            }
            String why = heard.err.toString(StandardCharsets.UTF_8).strip();
            return Optional.of((pids.isEmpty() ? "status " + status : "still there: process " + pids)
                    + (why.isEmpty() ? "" : " (" + why + ")"));
        } catch (RuntimeException unreachable) {
            return Optional.of(unreachable.getMessage());
        }
    }

    private static InputStream password(TargetSpec host) {
        String typed = host.secret("becomePassword").orElseThrow().reveal() + "\n";
        return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String script) {
        return "'" + script.replace("'", "'\\''") + "'";
    }

    private static final class Heard implements Listener {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        @Override
        public void stdout(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }

        @Override
        public void stderr(byte[] bytes, int offset, int length) {
            err.write(bytes, offset, length);
        }
    }
}
