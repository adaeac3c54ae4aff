package dev.runbook.engine.spi;

import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * A command line for a host's POSIX shell, ready to be sent: quoting, {@code cd}, environment and become are already in it.
 *
 * @param line    what the login shell gets; never holds a secret
 * @param stdin   what it reads, streamed to its end and then closed; holds the secrets where there are any
 * @param timeout after which the command's process group is ended and the call fails; null waits for ever
 */
public record Command(String line, InputStream stdin, Duration timeout) {
    public Command {
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(stdin, "stdin");
    }
}
