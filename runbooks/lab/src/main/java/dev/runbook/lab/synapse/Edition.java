package dev.runbook.lab.synapse;

/**
 * How Element Server Suite is laid out.
 *
 * @param namespace  where it is
 * @param database   the stateful set of PostgreSQL
 * @param synapse    the stateful set of Synapse
 * @param label      of Synapse's pods, its name
 * @param value      of that label
 * @param claimed    whether media lie behind a volume claim; else they lie on the machine
 * @param reconciled whether an operator starts again what is scaled to 0
 */
record Edition(
        String namespace,
        String database,
        String synapse,
        String label,
        String value,
        boolean claimed,
        boolean reconciled) {
    private static final String COMPONENT = "app.kubernetes.io/component";

    /** As the Helm chart makes it. */
    static final Edition CHART =
            new Edition("ess", "ess-postgres", "ess-synapse-main", COMPONENT, "matrix-server", true, false);

    /** As the on-premises installer makes it. */
    static final Edition CLASSIC = new Edition(
            "element-onprem",
            "synapse-postgres",
            "first-element-deployment-synapse-main",
            "app",
            "synapse",
            false,
            true);

    static Edition of(Scene scene) {
        return scene.classic() ? CLASSIC : CHART;
    }

    String selector() {
        return label + "=" + value;
    }
}
