package dev.runbook.dsl.check;

import java.nio.file.Path;

/** How a script becomes a tree. */
interface Reading {
    /** The script, or null where its syntax is wrong and has been reported. */
    ScriptFile read(Path path, String label);
}
