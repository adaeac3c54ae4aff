package dev.runbook.engine.link;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A command that a transport has started, as the one who attends to it sees it. */
public interface Started {
    /** What the command reads. */
    OutputStream stdin() throws IOException;

    /** Ends the command and everything it started; empty when nothing is left, else what is left and why. */
    Optional<String> end();

    /** Gives up what this side holds of it: streams, a channel. The command itself is left as it is. */
    void letGo();
}
