package dev.runbook.lab.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shell scripts that are part of this package. */
final class Script {
    private Script() {}

    static String named(String name) {
        try (InputStream resource = Script.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("The laboratory's own script " + name + " cannot be read", failure);
        }
    }
}
