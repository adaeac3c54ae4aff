package dev.runbook.dsl.plan;

import dev.runbook.engine.model.Secret;
import java.util.Set;

/** What the outside gives a script: parameters by name, with where each comes from; secrets; the environment's name. */
public interface Given {
    /** The names of all parameters that are given. */
    Set<String> names();

    boolean has(String name);

    /** The value as YAML, JSON or the command line gives it. */
    Object value(String name);

    /** {@code FILE:LINE} or {@code -P name}. */
    String where(String name);

    /** Whether a parameter that nobody gave is pending (a plan without an environment) instead of an error. */
    boolean lenient();

    Secret secret(String name);

    String environment();

    boolean production();
}
