package dev.runbook.dsl.check;

import dev.runbook.dsl.kept.Memory;
import dev.runbook.dsl.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks runbooks against the words of an installation, without executing anything of them. */
public final class Checker {
    private final Supplier<Registry> registry;
    private final Sound sound;
    private final Function<Findings, Reading> reading;

    public Checker(Registry registry) {
        this(registry, ScriptParser::new);
    }

    /**
     * @param registry asked for where something must be checked
     * @param memory   of the scripts that were found to be sound
     */
    public Checker(Supplier<Registry> registry, Memory memory) {
        this(registry, memory, ScriptParser::new);
    }

    /** @param reading what turns scripts into trees, and reports broken ones to these findings */
    Checker(Registry registry, Function<Findings, Reading> reading) {
        this(() -> registry, Memory.NONE, reading);
    }

    private Checker(Supplier<Registry> registry, Memory memory, Function<Findings, Reading> reading) {
        this.registry = registry;
        this.sound = new Sound(memory);
        this.reading = reading;
    }

    /** Every mistake in the script and in what it includes, sorted by place; a syntax error is reported alone. */
    public List<Problem> check(Path script) {
        return check(script, script.toString());
    }

    /** The same, with the script called {@code label} in messages. */
    public List<Problem> check(Path script, String label) {
        return sound.remembers(script) ? List.of() : found(script, label);
    }

    private List<Problem> found(Path script, String label) {
        Findings findings = new Findings();
        Declared declared = new Declared();
        Scripts scripts = new Scripts(findings, declared, reading.apply(findings));
        ScriptFile main = scripts.open(script, label);
        if (main != null && !scripts.broken()) {
            new Walk(registry.get(), declared, findings).everything(main);
        }
        List<Problem> problems = findings.sorted();
        if (problems.isEmpty()) {
            sound.remember(script, scripts.read());
        }
        return problems;
    }
}
