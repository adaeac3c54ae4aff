package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What may open a server's door.
 *
 * @param key        the key file that the inventory names; it must be there and be usable
 * @param files      further key files, tried where they exist
 * @param only       whether keys of the agent that are not among the files stay untried ({@code IdentitiesOnly})
 * @param agent      the agent's socket
 * @param passphrase opens the key files
 * @param password   for a server that asks for one
 */
record Credentials(
        Optional<Path> key,
        List<Path> files,
        boolean only,
        Optional<Path> agent,
        Optional<Secret> passphrase,
        Optional<Secret> password) {}
