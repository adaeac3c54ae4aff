package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** One end of a transfer: a host, as a user, and a path there. */
record End(HostShell shell, String path, String label) {
    static End of(StepScope scope, Place place) {
        HostShell shell = HostShell.of(scope, new HostFrame(place.host(), place.as(), null, Map.of()));
        String path = place.path().plain();
        String base = shell.target().text("dir").orElse("");
        // Seen from another host's shell, a relative path would be another one.
        boolean relative = base.startsWith("/") && !path.startsWith("/") && !path.startsWith("~");
        return new End(shell, relative ? base + "/" + path : path, place.toString());
    }

    End at(String other) {
        return new End(shell, other, shell.host() + ":" + other);
    }

    /** {@code folder}, {@code file} or {@code none}. */
    String kind() throws InterruptedException {
        return text(
                        "p=" + Quote.path(path)
                                + "\nif [ -d \"$p\" ]; then echo folder; elif [ -e \"$p\" ]; then echo file; else echo none; fi\n",
                        new byte[0])
                .strip();
    }

    String text(String script, byte[] stdin) throws InterruptedException {
        return new String(
                new HostScript(shell, label).bytes(script, new ByteArrayInputStream(stdin)),
                StandardCharsets.ISO_8859_1);
    }

    /** Runs a script in the folder, names of files on its standard input. */
    String inside(String script, Collection<String> names) throws InterruptedException {
        return text(enter() + script, names(names));
    }

    String enter() {
        return "cd " + Quote.path(path) + "\n";
    }

    /** Any script, its output for a listener; the status is the caller's business. */
    int run(String script, InputStream stdin, Listener listener) throws InterruptedException {
        return shell.run(Rendered.of(script), Map.of(), stdin, null, listener);
    }

    RuntimeException failed(int status, Capture capture) {
        return new HostScript(shell, label).failed(status, capture.err());
    }

    /** Names for {@code xargs -0}; with a dot before them no program takes one for an option. */
    static byte[] names(Collection<String> names) {
        StringBuilder all = new StringBuilder();
        names.forEach(each -> all.append("./").append(each).append('\0'));
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
