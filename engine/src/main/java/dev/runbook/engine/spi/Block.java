package dev.runbook.engine.spi;

/** A closure of the script, as words see it. */
public interface Block {
    /** Calls it; the value is its last expression. */
    Object call(Object... arguments);

    /** Calls it with a facade's words first in reach. */
    Object callOn(Object facade, Object... arguments);

    /** Its text in the script, for messages and dry runs; whitespace collapsed. */
    String source();
}
