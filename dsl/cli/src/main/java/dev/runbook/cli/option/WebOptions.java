package dev.runbook.cli.option;

import dev.runbook.engine.model.RunbookException;
import picocli.CommandLine.Option;

/** How the page is served. */
public final class WebOptions {
    private static final int HIGHEST = 65_535;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the page's port on 127.0.0.1 (default: any that is free)")
    int port;

    @Option(
            names = "--token",
            description =
                    "also print an address with a token: who opens that one may tick off and answer manual steps on the page")
    public boolean token;

    /** 0 where any free one will do. */
    public int port() {
        if (port < 0 || port > HIGHEST) {
            throw RunbookException.invalid("--port: expected 1 to " + HIGHEST + ", found " + port);
        }
        return port;
    }

    /** Refuses what only makes sense with a page. */
    public void requireWeb(boolean web) {
        if (!web && (port != 0 || token)) {
            throw RunbookException.invalid((token ? "--token" : "--port") + " goes with --web");
        }
    }
}
