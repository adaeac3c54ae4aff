package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.HostWork.Shell;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * PostgreSQL's client tools on a host: several versions may be installed beside each other. Inside an effect only.
 *
 * @param found in which folder is which version
 * @param path  the host's own search path
 */
record Tools(String host, List<Installed> found, String path) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Debian's pg_dump on the search path is a wrapper that chooses a version by itself, and names another one. */
    private static final String LOOK = """
            rb_look() {
              [ -x "$1/pg_dump" ] && [ -x "$1/pg_restore" ] && [ -x "$1/psql" ] || return 0
              case $(readlink -f "$1/pg_dump" 2>/dev/null || :) in *pg_wrapper) return 0 ;; esac
              printf 'tools %s\\t%s\\n' "$("$1/pg_dump" --version)" "$1"
            }
            """;

    private static final String USUAL = """
            for d in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin /opt/bitnami/postgresql/bin; do rb_look "$d"; done
            IFS=:
            for d in $PATH; do rb_look "$d"; done
            """;

    /** One set of tools. */
    record Installed(ServerVersion version, String folder) {
        @Override
        public String toString() {
            return version + " (" + folder + ")";
        }
    }

    /** @param folder the only one to look into, or null for the usual ones */
    static Tools on(Shell shell, String word, String folder) throws InterruptedException {
        Script script = new Script().add(LOOK);
        if (folder == null) {
            script.add(USUAL);
        } else {
            script.add("rb_look ").value(folder).add("\n");
        }
        script.add("printf 'path %s\\n' \"$PATH\"\n");
        String said = shell.text(word, script.text(), Map.of(), InputStream.nullInputStream(), PATIENCE);
        List<Installed> found = new ArrayList<>();
        String path = "";
        for (String line : said.lines().toList()) {
            if (line.startsWith("path ")) {
                path = line.substring("path ".length());
            }
            String[] parts = line.split("\t", 2);
            if (line.startsWith("tools ") && parts.length == 2 && ServerVersion.said(parts[0]) != null) {
                found.add(new Installed(ServerVersion.said(parts[0]), parts[1]));
            }
        }
        return new Tools(shell.host(), found, path);
    }

    /**
     * The tools that fit best, or an error that says what was found.
     *
     * @param best   which of several that fit: the newest, or the oldest
     * @param need what they must be, for the message: {@code dump PostgreSQL 16.2}
     * @param wanted the major version to install, for the message
     */
    Installed choose(
            String word, Predicate<ServerVersion> fits, Comparator<ServerVersion> best, String need, String wanted) {
        return found.stream()
                .filter(each -> fits.test(each.version()))
                .max(Comparator.comparing(Installed::version, best))
                .orElseThrow(() -> new EffectFailed(word + ": no client tools on host '" + host + "' can " + need
                        + "; found "
                        + (found.isEmpty()
                                ? "none"
                                : found.stream().distinct().map(String::valueOf).collect(Collectors.joining(", ")))
                        + ". Install postgresql-client-" + wanted
                        + " there (pg_dump, pg_restore and psql), or say tools: 'FOLDER'. Nothing was written"));
    }

    /** The search path with a folder in front. */
    String path(Installed tools) {
        return tools.folder() + ":" + path;
    }
}
