package dev.runbook.dsl.script;

/** Passes on what a reflective call threw, as it is: interrupts and checked exceptions keep their type. */
final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException rethrow(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
