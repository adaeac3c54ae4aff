package dev.runbook.dsl.plan;

/** {@code environment} in a script. */
public final class EnvironmentView {
    private final String name;
    private final boolean production;

    EnvironmentView(String name, boolean production) {
        this.name = name;
        this.production = production;
    }

    public String getName() {
        return name;
    }

    public boolean isProduction() {
        return production;
    }
}
