package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import java.nio.file.Path;
import java.util.List;

/** Checks runbooks against the words of an installation, without executing anything of them. */
public final class Checker {
    private final Registry registry;

    public Checker(Registry registry) {
        this.registry = registry;
    }

    /** Every mistake in the script and in what it includes, sorted by place; a syntax error is reported alone. */
    public List<Problem> check(Path script) {
        return check(script, script.toString());
    }

    /** The same, with the script called {@code label} in messages. */
    public List<Problem> check(Path script, String label) {
        Findings findings = new Findings();
        Declared declared = new Declared();
        Scripts scripts = new Scripts(findings, declared);
        ScriptFile main = scripts.open(script, label);
        if (main != null && !scripts.broken()) {
            new Walk(registry, declared, findings).everything(main);
        }
        return findings.sorted();
    }
}
