package dev.runbook.dsl.script;

import dev.runbook.dsl.registry.Registry;
import java.util.Optional;

/** What a script finds around it. */
public interface Surroundings {
    Registry registry();

    /** {@code params}, {@code secrets}, {@code run}, {@code environment}; null for any other name. */
    Object property(String name);

    /** The script, of this evaluation, that has a helper of that name. */
    Optional<RunbookScript> helper(String name);

    /** The plan that this thread is building, if it is. */
    Optional<Object> plan();
}
