package dev.runbook.engine.spi;

/** What becomes of effects: performed, shown, or read and shown. One for the real run, one for each kind of dry run. */
public interface Backend {
    /** The effect's value, or a {@link dev.runbook.engine.model.Pending} one. */
    Object perform(Effect<?> effect, EffectLog log) throws Exception;

    /** Whether effects that write are performed at all. */
    boolean live();
}
