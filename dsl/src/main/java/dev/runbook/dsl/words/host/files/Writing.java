package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.value.Given;
import java.util.regex.Pattern;

/**
 * How a file is replaced: whole or not at all.
 *
 * @param mode    as for {@code chmod}, or null to keep that of an existing file
 * @param owner   as for {@code chown}, or null to keep it
 * @param hidden  whether a new file without a mode is for its owner alone
 * @param run     the run's id: names the backup
 * @param instead the checksum that the file must still have, or null
 */
record Writing(String mode, String owner, boolean hidden, String run, String instead) {
    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(,[ugoa]*[-+=][rwxXst]*)*");

    /** Statuses and messages of the script are for {@link RemoteFile}. {@code $p} is the path; the content is on standard input. */
    private static final String SCRIPT = """
            rb_fail() { printf '%s\\n' "$1" >&2; exit 1; }
            if [ -L "$p" ]; then p=$(readlink -f "$p"; printf x); p=${p%??}; fi
            if [ -d "$p" ]; then rb_fail "$p is a folder; expected a file"; fi
            case $p in */*) d=${p%/*}; d=${d:-/};; *) d=.;; esac
            if [ ! -d "$d" ]; then rb_fail "the folder $d does not exist; make it first"; fi
            rb_new=$(printf '%o' $(( 0666 & ~$(umask) )))
            umask 077
            t=$(mktemp "$d/.runbook-XXXXXXXX"; printf x); t=${t%??}
            trap 'rm -f "$t" "$t.b"' EXIT
            trap 'exit 143' HUP INT TERM
            cat >"$t"
            n=$(wc -c <"$t")
            if [ $((n)) -ne "$rb_length" ]; then rb_fail "only $((n)) of $rb_length bytes arrived; $p is as it was"; fi
            s=$(rb_sha <"$t")
            case $s in "$rb_sha256"*) ;; *) rb_fail "the content arrived damaged; $p is as it was";; esac
            rb_stat() { stat -c "$1" "$3" 2>/dev/null || stat -f "$2" "$3"; }
            if [ -e "$p" ]; then
              old=$(rb_sha <"$p")
              if [ -n "$rb_instead" ]; then
                case $old in "$rb_instead"*) ;; *) rb_fail "$p was changed by somebody else in the meantime; it is as they left it";; esac
              fi
              had=$(rb_stat %u:%g %u:%g "$p") mod=$(rb_stat %a %Lp "$p")
              if [ "$(rb_stat %u:%g %u:%g "$t")" != "$had" ]; then
                chown "$had" "$t" 2>/dev/null || [ -n "$rb_owner" ] || rb_fail "$p belongs to $had, which $(id -un) cannot give the new file; use as: its owner or root, or say owner:"
              fi
              chmod "$mod" "$t"
            elif [ -z "$rb_hidden" ]; then
              chmod "$rb_new" "$t"
            fi
            if [ -n "$rb_owner" ]; then chown "$rb_owner" "$t"; fi
            if [ -n "$rb_mode" ]; then chmod "$rb_mode" "$t"; fi
            if [ -e "$p" ] && [ "$old" = "$s" ] && [ "$(rb_stat '%u:%g %a' '%u:%g %Lp' "$t")" = "$had $mod" ]; then
              echo same; exit 0
            fi
            if [ -e "$p" ] && [ ! -e "$p.runbook-$rb_run" ]; then
              cp -p "$p" "$t.b"
              mv -f "$t.b" "$p.runbook-$rb_run"
            fi
            mv -f "$t" "$p"
            echo written
            """;

    static Writing of(Given given, boolean hidden, String run) {
        String mode = given.text("mode");
        if (mode != null && !MODE.matcher(mode).matches()) {
            throw given.wrong("mode", "a mode such as '0640' in quotes, or 'u=rw,g=r'");
        }
        String owner = given.text("owner");
        if (owner != null && (owner.isBlank() || owner.startsWith("-"))) {
            throw given.wrong("owner", "an owner such as 'chat' or 'chat:chat'");
        }
        return new Writing(mode, owner, hidden, run, null);
    }

    Writing insteadOf(String sha256) {
        return new Writing(mode, owner, hidden, run, sha256);
    }

    String script(Content content) {
        return set("rb_length", String.valueOf(content.length()))
                + set("rb_sha256", content.sha256())
                + set("rb_instead", instead)
                + set("rb_owner", owner)
                + set("rb_mode", mode)
                + set("rb_hidden", hidden ? "yes" : "")
                + set("rb_run", run)
                + SCRIPT;
    }

    /** For descriptions: {@code , mode 0600, owner chat}. */
    String shown() {
        return (mode == null ? "" : ", mode " + mode) + (owner == null ? "" : ", owner " + owner);
    }

    private static String set(String name, String value) {
        return name + "=" + Quote.word(value == null ? "" : value) + "\n";
    }
}
