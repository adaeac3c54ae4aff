package dev.runbook.engine.spi;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Embedded servers for one bundled runbook, so that it runs for real on a machine that has nothing; found by {@link java.util.ServiceLoader}. */
public interface Laboratory {
    /** The bundled runbook it is for: {@code hipchat-to-datacenter}. */
    String runbook();

    /** One sentence: what is real here, and what is a stand-in. */
    String about();

    /**
     * Starts everything, on free ports.
     *
     * @param folder empty, private, deleted by the caller afterwards
     * @param sizes  what the user asked for ({@code messages=1000}); an unknown name is an error that lists the known ones
     * @param say    a line for the user about what is being started
     */
    Started start(Path folder, Map<String, String> sizes, Consumer<String> say);

    /** A laboratory that runs. */
    interface Started extends AutoCloseable {
        /** An inventory file with one environment, {@code lab}. */
        Path inventory();

        /** Does what the runbook's {@code manual} steps ask of people, as a stand-in for them; a line for each thing done. */
        void people(String step, Consumer<String> say);

        /** Stops everything that was started. */
        @Override
        void close();
    }
}
