package dev.runbook.lab.synapse;

import java.nio.file.Path;

/**
 * What Synapse is configured with.
 *
 * @param signingKey as in the key's file: {@code ed25519 ID SEED}
 * @param schema     the newest schema that this release knows
 * @param media      its {@code media_store_path}
 * @param delegated  whether logins are left to the Matrix Authentication Service
 */
record Config(
        String serverName,
        String version,
        String signingKey,
        String pepper,
        int schema,
        Path media,
        boolean delegated) {}
