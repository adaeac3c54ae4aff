/**
 * What a plugin implements and what it is given. A plugin brings words ({@link dev.runbook.engine.spi.PluginWords}), kinds of targets
 * ({@link dev.runbook.engine.spi.TargetKind}) and ways to reach hosts ({@link dev.runbook.engine.spi.Transport}); all are found by
 * {@link java.util.ServiceLoader}. Whatever a word does to the world goes through {@link dev.runbook.engine.spi.StepScope#perform}.
 */
package dev.runbook.engine.spi;
