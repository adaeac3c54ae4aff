package dev.runbook.plugins.ssh;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for what blocks on the network without listening to an interrupt; they never keep the program alive. */
final class Workers {
    static final ExecutorService ALL = Executors.newCachedThreadPool(Workers::daemon);

    private Workers() {}

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "runbook ssh");
        thread.setDaemon(true);
        return thread;
    }
}
