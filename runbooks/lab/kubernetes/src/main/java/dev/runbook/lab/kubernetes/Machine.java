package dev.runbook.lab.kubernetes;

import java.util.List;

/** Where containers run. */
@FunctionalInterface
public interface Machine {
    /** A command of that container, ready to start. */
    ProcessBuilder command(String namespace, String pod, String container, List<String> words);

    /** A pod of these labels runs from now on. */
    default void started(String namespace, String pod, java.util.Map<String, String> labels) {}

    /** A pod has ended, with all its processes. */
    default void ended(String namespace, String pod) {}
}
