package dev.runbook.engine.journal

import groovy.transform.CompileStatic

/** Counts the moments at which an engine could die, and has it die at one of them. A dead engine does nothing more, in no thread. */
@CompileStatic
class Fate {
    /** The moment at which it dies; -1 is never. */
    int at = -1
    /** Names of the moments that were met, in order. */
    final List<String> met = []
    boolean dead
    /** Called at each moment. */
    Closure<?> whenMet = {}

    static Fate at(int moment) { new Fate(at: moment) }

    synchronized void moment(String name) {
        if (dead) {
            throw new Halted()
        }
        met << name
        whenMet.call(name)
        if (met.size() - 1 == at) {
            dead = true
            throw new Halted()
        }
    }

    /** The engine is gone from here on. */
    static class Halted extends Error {
        Halted() { super('halted', null, false, false) }
    }
}
