package dev.runbook.lab.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Ends every process that carries a laboratory's mark in its environment: detached jobs too, whoever their parent is by now. */
public final class Sweep implements AutoCloseable {
    /** The environment variable. */
    static final String MARK = "RUNBOOK_LAB";

    private final String mark;

    public Sweep(String mark) {
        this.mark = mark;
    }

    @Override
    public void close() throws IOException {
        ProcessBuilder sweep = new ProcessBuilder("/bin/sh", "-c", Script.named("sweep.sh"), "sweep", mark);
        Ended.await(
                sweep.redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start());
    }
}
