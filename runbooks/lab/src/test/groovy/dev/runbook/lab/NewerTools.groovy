package dev.runbook.lab

import dev.runbook.lab.server.HostFolder

/**
 * PostgreSQL 18's pg_dump and pg_restore, as far as they differ here from those of this machine: in the version that they name, and in the format of
 * their archives, 1.16. Stand-ins, since a machine seldom has two versions; what reads such an archive is real.
 */
class NewerTools {
    private static final String FORMAT = 'printf "\\\\0$1" | dd of="$2" bs=1 seek=6 conv=notrunc 2>/dev/null'

    /** Puts them on a machine; gives the folder. */
    static String on(HostFolder host) {
        host.script('newer/psql', '#!/bin/sh\nPATH=${PATH#*:}\nexec psql "$@"\n')
        host.script('newer/pg_dump', """#!/bin/sh
            PATH=\${PATH#*:}
            [ "\$1" != --version ] || { echo 'pg_dump (PostgreSQL) 18.1'; exit; }
            for word; do case "\$word" in --file=*) file=\${word#--file=} ;; esac; done
            format() { $FORMAT; }
            pg_dump "\$@" && format 20 "\$file"
            """.stripIndent())
        host.script('newer/pg_restore', """#!/bin/sh
            PATH=\${PATH#*:}
            [ "\$1" != --version ] || { echo 'pg_restore (PostgreSQL) 18.1'; exit; }
            format() { $FORMAT; }
            cp "\$2" "\$2.older" && format 16 "\$2.older" && pg_restore "\$1" "\$2.older" && rm "\$2.older"
            """.stripIndent())
        host.root().resolve('newer').toString()
    }

    /** The old host of this move has no others. */
    static Rehearsal onlyThese(Rehearsal move, HostFolder host) {
        def tools = "tools: '${on(host)}'"
        move.replacing("postgres('source').tools('dump')", "postgres('source').tools('dump', $tools)")
        def dump = move.script.find(/postgres\('source'\)\.dump\((?:'[^']*'|"[^"]*")/)
        dump ? move.replacing(dump, "$dump, $tools") : move
    }
}
