package dev.runbook.lab.synapse;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What Synapse is configured with.
 *
 * @param carried   its keys and secrets
 * @param schema    the newest schema that this release knows
 * @param media     its {@code media_store_path}
 * @param bucket    the S3 storage behind it, or null
 * @param delegated whether logins are left to the Matrix Authentication Service
 * @param outside   how it reaches the world, and the world it
 * @param clock     of its machine
 */
record Config(
        String serverName,
        String version,
        Carried carried,
        int schema,
        Path media,
        Path bucket,
        boolean delegated,
        Outside outside,
        Clock clock) {}
