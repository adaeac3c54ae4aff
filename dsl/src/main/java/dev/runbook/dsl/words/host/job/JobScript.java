package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.shell.Rendered;
import java.time.Duration;
import java.util.List;

/**
 * What runs on the host. A job is a private folder with {@code go} (the claim: who makes it runs the command, nobody else ever does), {@code pid} (process, its start time, the boot),
 * {@code out} and, at the end, {@code status}. Everything is POSIX shell; {@code setsid} and sleeping for fractions of a second are used where they are there.
 *
 * <p>A script says what it has to say on standard error, after {@link #MARK}; standard output is the job's, byte for byte.
 */
final class JobScript {
    /** Begins each line that is ours. */
    static final String MARK = "runbook-job: ";

    private static final String START_TIME =
            "rb_start() { if [ -r /proc/$1/stat ]; then sed \"s/.*) //\" /proc/$1/stat | cut -d\" \" -f20; else ps -o lstart= -p $1; fi 2>/dev/null || :; }\n"
                    + "rb_boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null || :; }\n";

    /** Runs detached; its arguments: the folder, the command, and the shell to run it with. No single quotes in here. */
    private static final String WRAPPER = START_TIME + """
            j=$1 c=$2
            shift 2
            trap "" HUP
            mkdir "$j/go" 2>/dev/null || exit 0
            { echo $$; rb_start $$; rb_boot; } >"$j/pid.new" && mv "$j/pid.new" "$j/pid"
            "$@" "$c" </dev/null >>"$j/out" 2>&1 && s=0 || s=$?
            echo $s >"$j/status.new" && mv "$j/status.new" "$j/status"
            """;

    private static final String SAY = "rb_say() { printf '" + MARK + "%s\\n' \"$1\" >&2; }\n";

    private static final String BASE = """
            rb_mask=$(umask)
            umask 077
            rb_base=
            for d in "${XDG_STATE_HOME:-}" "${HOME:+$HOME/.local/state}"; do
              if [ -z "$rb_base" ] && [ -n "$d" ] && mkdir -p "$d/runbook/jobs" 2>/dev/null && [ -w "$d/runbook/jobs" ]; then rb_base=$d/runbook/jobs; fi
            done
            if [ -z "$rb_base" ]; then
              rb_base=/var/tmp/runbook-$(id -u)
              mkdir "$rb_base" 2>/dev/null || :
              set -- $(ls -ldn "$rb_base")
              case "$1 $3" in
                drwx------*" $(id -u)") ;;
                *) echo "there is no folder for jobs: neither a home that may be written to nor a private folder $rb_base" >&2; exit 1;;
              esac
            fi
            """;

    private static final String BEGIN = """
            j=$rb_base/$rb_name
            if [ -e "$j/killed" ] || { [ -n "$rb_fresh" ] && [ -e "$j/status" ]; }; then rm -rf "$j"; fi
            mkdir "$j" 2>/dev/null || :
            rb_said=attached
            if [ ! -d "$j/go" ]; then
              rb_said=started
              printf '%s\\n' "$rb_sum" >"$j/sum.new" && mv "$j/sum.new" "$j/sum"
              : >>"$j/out"
              umask "$rb_mask"
              if [ -n "${BASH_VERSION-}" ]; then set -- bash --posix -o pipefail -ec
              elif sh -o pipefail -c : 2>/dev/null; then set -- sh -o pipefail -ec
              else set -- sh -ec; fi
              if command -v setsid >/dev/null 2>&1; then rb_detach=setsid; else rb_detach=; fi
              ( $rb_detach sh -c "$rb_wrapper" runbook-job "$j" "$rb_command" "$@" </dev/null >/dev/null 2>&1 & )
              rb_n=0
              while [ ! -e "$j/pid" ] && [ $rb_n -lt 100 ]; do rb_n=$((rb_n + 1)); sleep 0.02 2>/dev/null || sleep 1; done
            elif [ "$(cat "$j/sum")" != "$rb_sum" ]; then
              rb_say "other $j"; exit 0
            fi
            rb_say "$rb_said $j"
            """;

    private static final String FOLLOW = START_TIME + """
            rb_alive() {
              [ -e "$j/pid" ] || return 0
              { read -r p && read -r t; read -r b || :; } <"$j/pid"
              [ "$b" = "$(rb_boot)" ] && [ -n "$(rb_start "$p")" ] && [ "$t" = "$(rb_start "$p")" ]
            }
            if [ ! -d "$j" ]; then rb_say vanished; exit 0; fi
            n=0 waited=0
            while :; do
              alive=yes
              if [ $((n % 10)) -eq 0 ]; then rb_alive || alive=; fi
              s=
              if [ -e "$j/status" ]; then s=$(cat "$j/status"); fi
              size=$(wc -c <"$j/out")
              size=$((size))
              if [ $size -gt $off ]; then
                { tail -c +$((off + 1)) "$j/out" || :; } | head -c $((size - off))
                off=$size
                if [ $n -gt 12 ]; then n=12; fi
              elif [ -n "$s" ]; then rb_say "ended $s"; exit 0
              elif [ -z "$alive" ]; then
                sleep 1
                if [ ! -e "$j/status" ]; then rb_say gone; exit 0; fi
                continue
              elif [ $waited -ge $rb_longest ]; then
                if [ -d "$j/go" ]; then rb_say running; else rb_say unstarted; fi
                exit 0
              fi
              n=$((n + 1))
              if [ $n -lt 12 ]; then sleep 0.02 2>/dev/null || sleep 1; waited=$((waited + 20))
              elif [ $n -lt 60 ]; then sleep 0.1 2>/dev/null || sleep 1; waited=$((waited + 100))
              else sleep 0.5 2>/dev/null || sleep 1; waited=$((waited + 500)); fi
            done
            """;

    private static final String KILL = START_TIME + """
            if [ ! -e "$j/pid" ]; then rb_say none; exit 0; fi
            : >"$j/killed"
            if [ -e "$j/status" ]; then rb_say "ended $(cat "$j/status")"; exit 0; fi
            { read -r p && read -r t; read -r b || :; } <"$j/pid"
            if [ "$b" != "$(rb_boot)" ] || [ -z "$(rb_start "$p")" ] || [ "$t" != "$(rb_start "$p")" ]; then rb_say gone; exit 0; fi
            kill -TERM -- "-$p" 2>/dev/null || kill -TERM "$p" 2>/dev/null || :
            n=0
            while { kill -0 -- "-$p" 2>/dev/null || kill -0 "$p" 2>/dev/null; } && [ $n -lt 100 ]; do n=$((n + 1)); sleep 0.1 2>/dev/null || sleep 1; done
            kill -KILL -- "-$p" 2>/dev/null || kill -KILL "$p" 2>/dev/null || :
            if [ ! -e "$j/status" ]; then echo 143 >"$j/status.new" && mv "$j/status.new" "$j/status"; fi
            rb_say killed
            """;

    private JobScript() {}

    /**
     * Starts the job unless it was started before, then follows it.
     *
     * @param name  the folder's
     * @param sum   tells the command from another
     * @param fresh whether one that has ended is to be run anew
     */
    static Rendered start(Rendered command, List<String> own, String name, String sum, boolean fresh, Follow follow) {
        StringBuilder script = new StringBuilder(SAY);
        // The detached shell gets the variables as environment; its command takes them back out of it, so that no child
        // inherits them.
        StringBuilder inner = new StringBuilder();
        for (String variable : own) {
            script.append("export ").append(variable).append('\n');
            inner.append("rb_x=$")
                    .append(variable)
                    .append("; unset ")
                    .append(variable)
                    .append("; ")
                    .append(variable)
                    .append("=$rb_x; unset rb_x\n");
        }
        inner.append(command.script());
        script.append(set("rb_wrapper", WRAPPER))
                .append(set("rb_command", inner.toString()))
                .append(set("rb_name", name))
                .append(set("rb_sum", sum));
        script.append(set("rb_fresh", fresh ? "yes" : ""))
                .append(BASE)
                .append(BEGIN)
                .append(follow.settings())
                .append(FOLLOW);
        return new Rendered(script.toString(), command.secrets());
    }

    /** Gives the job's output from an offset on until it ends, or for a while. */
    static Rendered follow(String folder, Follow follow) {
        return Rendered.of(SAY + set("j", folder) + follow.settings() + FOLLOW);
    }

    static Rendered kill(String folder) {
        return Rendered.of(SAY + set("j", folder) + KILL);
    }

    static Rendered remove(String folder) {
        return Rendered.of(set("j", folder) + "if [ -e \"$j/status\" ]; then rm -rf \"$j\"; fi\n");
    }

    /**
     * From which byte on output is given, and after how long without any the script ends, to be asked again.
     */
    record Follow(long offset, Duration longest) {
        private String settings() {
            return "off=" + offset + " rb_longest=" + longest.toMillis() + "\n";
        }
    }

    private static String set(String name, String value) {
        return name + "=" + Quote.word(value) + "\n";
    }
}
