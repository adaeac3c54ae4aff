package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Checks runbooks against the words of an installation, without executing anything of them. */
public final class Checker {
    private final Registry registry;
    private final Function<Findings, Reading> reading;

    public Checker(Registry registry) {
        this(registry, ScriptParser::new);
    }

    /** @param reading what turns scripts into trees, and reports broken ones to these findings */
    Checker(Registry registry, Function<Findings, Reading> reading) {
        this.registry = registry;
        this.reading = reading;
    }

    /** Every mistake in the script and in what it includes, sorted by place; a syntax error is reported alone. */
    public List<Problem> check(Path script) {
        return check(script, script.toString());
    }

    /** The same, with the script called {@code label} in messages. */
    public List<Problem> check(Path script, String label) {
        Findings findings = new Findings();
        Declared declared = new Declared();
        Scripts scripts = new Scripts(findings, declared, reading.apply(findings));
        ScriptFile main = scripts.open(script, label);
        if (main != null && !scripts.broken()) {
            new Walk(registry, declared, findings).everything(main);
        }
        return findings.sorted();
    }
}
