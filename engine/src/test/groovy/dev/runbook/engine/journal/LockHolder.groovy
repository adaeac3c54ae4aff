package dev.runbook.engine.journal

import dev.runbook.engine.model.RunbookException
import java.nio.file.Path

/** A process that takes a run's lock and holds it until it is killed. */
class LockHolder {
    static void main(String[] arguments) {
        try {
            RunLock.take(Path.of(arguments[0]), 'r', RunLock.self())
            println 'taken'
            System.in.read()
        } catch (RunbookException refused) {
            println refused.message
            System.exit(refused.status().code())
        }
    }
}
