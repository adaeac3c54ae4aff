package dev.runbook.cli.run;

import dev.runbook.dsl.plan.Given;
import dev.runbook.engine.inventory.Environment;
import dev.runbook.engine.inventory.Located;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.run.Masker;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an environment and the command line give a script.
 *
 * @param place   the environment, or null where there is no inventory
 * @param lenient whether a parameter that nobody gave is pending instead of an error
 */
record GivenParams(Map<String, Located> params, Environment place, boolean lenient, Masker masker) implements Given {
    /** What a runbook without an inventory runs in. */
    static final String NOWHERE = "none";

    @Override
    public Set<String> names() {
        return params.keySet();
    }

    @Override
    public boolean has(String name) {
        return params.containsKey(name);
    }

    @Override
    public Object value(String name) {
        return params.get(name).value();
    }

    @Override
    public String where(String name) {
        return params.get(name).where();
    }

    @Override
    public Secret secret(String name) {
        return Optional.ofNullable(place)
                .map(found -> found.secrets().get(name))
                .map(source -> Secret.late(name, () -> hidden(source.secret())))
                .orElseGet(() -> Secret.late(name, () -> {
                    throw RunbookException.invalid(
                            "secret '" + name + "' is in no inventory: add it under secrets: of the environment");
                }));
    }

    private String hidden(Secret secret) {
        String value = secret.reveal();
        masker.hide(value);
        return value;
    }

    @Override
    public String environment() {
        return place == null ? NOWHERE : place.name();
    }

    @Override
    public boolean production() {
        return place != null && place.production();
    }
}
