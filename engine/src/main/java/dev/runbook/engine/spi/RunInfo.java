package dev.runbook.engine.spi;

import java.nio.file.Path;

/**
 * Where and for whom a step runs: {@code run.id}, {@code run.operator}.
 *
 * @param id          {@code 20261121-0907-k3f}
 * @param operator    who started it: {@code USER@HOST}
 * @param environment the environment's name
 * @param production  whether the inventory marks it so
 * @param folder      the run's own folder: private (0700), kept
 * @param runbook     the folder of the runbook: local paths are relative to it
 */
public record RunInfo(String id, String operator, String environment, boolean production, Path folder, Path runbook) {}
