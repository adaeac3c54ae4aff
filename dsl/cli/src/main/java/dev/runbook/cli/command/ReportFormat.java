package dev.runbook.cli.command;

/** The forms of a report that the contract names. */
enum ReportFormat {
    text(true),
    json(true),
    html(false),
    markdown(false),
    csv(false),
    junit(false);

    private final boolean available;

    ReportFormat(boolean available) {
        this.available = available;
    }

    /** Whether this version has it. */
    boolean available() {
        return available;
    }
}
