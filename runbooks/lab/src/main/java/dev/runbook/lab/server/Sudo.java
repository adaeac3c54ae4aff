package dev.runbook.lab.server;

/** The {@code sudo} of a laboratory's host: there is one user, and it may do everything. */
public final class Sudo {
    private static final String SCRIPT = """
            #!/bin/sh
            # The laboratory's sudo: there is one user here, and it may do everything.
            while [ $# -gt 0 ]; do
                case "$1" in
                    -u|-g|-p|-C|-h) shift 2 ;;
                    --) shift; break ;;
                    -*) shift ;;
                    *=*) export "$1"; shift ;;
                    *) break ;;
                esac
            done
            exec "$@"
            """;

    private Sudo() {}

    /** Puts it on a host. */
    public static void install(HostFolder host) {
        host.script("bin/sudo", SCRIPT);
    }
}
