package dev.runbook.lab.server;

/** A host's {@code systemctl} and {@code journalctl}, for units that the laboratory writes. */
public final class Systemd {
    private static final String JOURNALCTL = """
            #!/bin/sh
            # The laboratory's journalctl: what the unit after -u has said, as many lines as -n says.
            lines=100
            while [ $# -gt 0 ]; do
                case "$1" in -u) unit=$2; shift ;; -n) lines=$2; shift ;; esac
                shift
            done
            tail -n "$lines" "$HOME/run/systemd/${unit%.service}.log"
            """;

    private Systemd() {}

    /** Puts both on a host. */
    public static void install(HostFolder host) {
        host.script("bin/systemctl", Script.named("systemctl.sh"));
        host.script("bin/journalctl", JOURNALCTL);
    }

    /** Writes a unit. */
    public static void unit(HostFolder host, String name, String text) {
        host.write("etc/systemd/system/" + name + ".service", text);
    }
}
