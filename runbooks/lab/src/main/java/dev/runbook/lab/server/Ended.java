package dev.runbook.lab.server;

/** Waits for the end of a process that was told to end; stopping goes on even on an interrupted thread, which stays interrupted. */
final class Ended {
    private Ended() {}

    static void await(Process process) {
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
