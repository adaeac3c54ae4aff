package dev.runbook.cli.option;

import dev.runbook.engine.model.RunbookException;
import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** In which zone times are shown and typed. */
public final class ZoneOption {
    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the time zone of times, such as Europe/Berlin or UTC (default: this machine's)")
    String zone;

    public ZoneId zone() {
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw RunbookException.invalid(
                    "--zone: expected a time zone such as Europe/Berlin or UTC, found '" + zone + "'");
        }
    }
}
