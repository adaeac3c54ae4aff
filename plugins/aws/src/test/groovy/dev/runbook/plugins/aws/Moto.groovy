package dev.runbook.plugins.aws

import dev.runbook.testing.RealTools
import java.util.regex.Pattern

/** The moto server, another implementation of Amazon's protocols, where it is installed; on a free port, with empty state for each that starts one. */
class Moto {
    private static final Pattern LISTENS = ~/Running on (http:\/\/127\.0\.0\.1:\d+)/

    final Process process
    final String endpoint

    private Moto(Process process, String endpoint) {
        this.process = process
        this.endpoint = endpoint
    }

    static boolean isThere() {
        RealTools.find('moto_server').present
    }

    static Moto start() {
        def process = new ProcessBuilder('moto_server', '-H', '127.0.0.1', '-p', '0').redirectErrorStream(true).start()
        addShutdownHook { process.destroyForcibly() }
        String line
        def said = process.inputReader()
        while ((line = said.readLine()) != null) {
            def listens = LISTENS.matcher(line)
            if (listens.find()) {
                Thread.startDaemon { said.eachLine { } }
                return new Moto(process, listens.group(1))
            }
        }
        throw new IllegalStateException('moto_server ended before it listened')
    }

    void stop() {
        process.destroy()
        process.waitFor()
    }
}
