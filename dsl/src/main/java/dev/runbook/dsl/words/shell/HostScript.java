package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.EffectFailed;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Scripts of ours on a host, for a word that is more than a command; what goes wrong is told in the name of that word. Inside effects only. */
public final class HostScript {
    private final HostShell shell;
    private final String word;

    public HostScript(HostShell shell, String word) {
        this.shell = shell;
        this.word = word;
    }

    public String host() {
        return shell.host();
    }

    public HostShell shell() {
        return shell;
    }

    /** What the script says on standard output; any status but 0 fails. */
    public String text(String script) throws InterruptedException {
        return new String(bytes(script, InputStream.nullInputStream()), StandardCharsets.UTF_8);
    }

    /** The same, with standard input. */
    public byte[] bytes(String script, InputStream stdin) throws InterruptedException {
        Capture capture = new Capture(null);
        int status = shell.run(Rendered.of(script), Map.of(), stdin, null, capture);
        if (status != 0) {
            throw failed(status, capture.err());
        }
        if (capture.tooLong()) {
            throw new EffectFailed(word + " on host '" + host() + "': found " + capture.total()
                    + " bytes; a text may have 16 MiB. Take a part of it with probe, or move it with copy.");
        }
        return capture.out();
    }

    /** The status alone. */
    public int status(String script) throws InterruptedException {
        return shell.run(Rendered.of(script), Map.of(), InputStream.nullInputStream(), null, new Capture(null));
    }

    public EffectFailed failed(int status, byte[] err) {
        String said = new String(err, StandardCharsets.UTF_8).strip();
        return new EffectFailed(word + " on host '" + host() + "': "
                + (said.isEmpty() ? "status " + status + ", and nothing on standard error" : said));
    }
}
