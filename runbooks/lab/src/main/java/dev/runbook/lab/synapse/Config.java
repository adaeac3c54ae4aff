package dev.runbook.lab.synapse;

import java.nio.file.Path;

/**
 * What Synapse is configured with.
 *
 * @param signingKey as in the key's file: {@code ed25519 ID SEED}
 * @param macaroon   with which it signs the tokens of guests
 * @param schema     the newest schema that this release knows
 * @param media      its {@code media_store_path}
 * @param bucket     the S3 storage behind it, or null
 * @param delegated  whether logins are left to the Matrix Authentication Service
 * @param federates  whether it talks to other servers
 */
record Config(
        String serverName,
        String version,
        String signingKey,
        String pepper,
        String macaroon,
        int schema,
        Path media,
        Path bucket,
        boolean delegated,
        boolean federates) {}
