package dev.runbook.lab.synapse;

/**
 * What is moved from, and to.
 *
 * @param classic into ESS as the on-premises installer makes it, instead of its Helm chart
 * @param sqlite  from a file of SQLite
 * @param s3      the old server keeps its media in S3
 */
public record Scene(boolean classic, boolean sqlite, boolean s3) {
    /** The usual one. */
    public static final Scene CHART = new Scene(false, false, false);
}
