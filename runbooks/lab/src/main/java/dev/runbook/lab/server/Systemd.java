package dev.runbook.lab.server;

/** A host's {@code systemctl} and {@code journalctl}, for units that the laboratory writes. */
public final class Systemd {
    private static final String JOURNALCTL = """
            #!/bin/sh
            # The laboratory's journalctl: all that the unit after -u has said.
            while [ $# -gt 0 ] && [ "$1" != -u ]; do shift; done
            tail -n 100 "$HOME/run/systemd/${2%.service}.log"
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
