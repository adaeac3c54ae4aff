package dev.runbook.cli.command;

/** The forms of a report. */
enum ReportFormat {
    text,
    markdown,
    html,
    csv,
    json,
    junit,
    /** An OpenTelemetry trace as OTLP's JSON. */
    otlp
}
