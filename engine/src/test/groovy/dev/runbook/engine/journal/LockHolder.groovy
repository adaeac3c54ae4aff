package dev.runbook.engine.journal

import dev.runbook.engine.model.RunbookException
import java.nio.file.Path

/** A process that takes a run's lock and holds it until it is killed. */
class LockHolder {
    static void main(String[] arguments) {
        try {
            // a lock that nobody refers to may be collected, and is let go
            RunLock.take(Path.of(arguments[0]), 'r', RunLock.self()).withCloseable {
                println 'taken'
                System.in.read()
            }
        } catch (RunbookException refused) {
            println refused.message
            System.exit(refused.status().code())
        }
    }
}
