package dev.runbook.lab.mattermost.product;

/**
 * A release of the product.
 *
 * @param version of the program
 * @param schema  the highest migration that it knows
 */
public record Release(String version, int schema) {
    /** The one that the laboratory runs: 7.6 has 96 migrations. */
    public static final Release RUNNING = new Release("7.6.0", 96);
    /** A later one: at its start it migrates the schema. */
    public static final Release LATER = new Release("7.7.0", 99);

    static Release named(String version) {
        return version.equals(LATER.version) ? LATER : RUNNING;
    }

    /** What {@code mattermost version} says: constants of the build. */
    String text() {
        return """
                Version: %s
                Build Number: %s
                Build Hash: laboratory
                Build Enterprise Ready: false
                """.formatted(version, version);
    }
}
