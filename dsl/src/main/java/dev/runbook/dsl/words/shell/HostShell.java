package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Command;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Hosts;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shell of the host that an {@code onHost} is about: with its user, its folder and its environment. */
public final class HostShell {
    private final Hosts hosts;
    private final HostFrame frame;
    private final TargetSpec host;

    private HostShell(Hosts hosts, HostFrame frame) {
        this.hosts = hosts;
        this.frame = frame;
        this.host = hosts.target("host", frame.host());
    }

    /** That of the innermost {@code onHost}; outside of one it is an error that names the word. */
    public static HostShell here(StepScope scope, String word) {
        if (scope.host() == null) {
            throw RunbookException.invalid(word + " works on a host: put it inside onHost('…') { }");
        }
        return new HostShell(scope, scope.host());
    }

    public static HostShell of(Hosts hosts, HostFrame frame) {
        return new HostShell(hosts, frame);
    }

    /** The same, where a word that writes is an error on a host that is declared with {@code access: 'read'}. */
    public HostShell writing(String word) {
        if (host.readOnly()) {
            throw RunbookException.invalid(word + " writes, and " + host.label() + " is declared with access: 'read'");
        }
        return this;
    }

    public String host() {
        return frame.host();
    }

    public HostFrame frame() {
        return frame;
    }

    public TargetSpec target() {
        return host;
    }

    /** The link below; inside an effect only. */
    public Link link() {
        return hosts.link(frame.host());
    }

    /** Everything of the inventory and of {@code onHost} that a command gets in its environment. */
    public Map<String, Object> env() {
        Map<String, Object> env = new LinkedHashMap<>();
        if (host.values().get("env") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> env.put(String.valueOf(name), value));
        }
        env.putAll(frame.env());
        return env;
    }

    /** Runs a script to its end; inside an effect only. The status may be anything, only a missing folder is an error. */
    public int run(Rendered script, Map<String, Object> more, InputStream stdin, Duration timeout, Listener listener)
            throws InterruptedException {
        Map<String, Object> env = env();
        env.putAll(more);
        FolderWatch watch = new FolderWatch(listener);
        int status = link().run(command(script, env, stdin, timeout), watch);
        if (status == Invocation.NO_FOLDER && watch.missing() != null) {
            throw new EffectFailed("The folder " + watch.missing() + " does not exist on host '" + host()
                    + "', or user " + (frame.as() == null ? link().user() : frame.as())
                    + " may not enter it; nothing was run. Expected the folder that dir: names.");
        }
        return status;
    }

    /** A line that runs a script here when another host sends it: so it may need nothing from standard input. */
    public String line(String script) {
        Become become = Become.of(host, link().user(), frame.as());
        if (become != null && become.password() != null) {
            throw new EffectFailed("Another host cannot become '" + frame.as() + "' on " + host.label()
                    + ", since sudo asks for a password there; say via: 'engine'");
        }
        Invocation invocation = new Invocation();
        folders().forEach(invocation::folder);
        return invocation
                .body(script)
                .command(become, InputStream.nullInputStream(), null)
                .line();
    }

    private Command command(Rendered script, Map<String, Object> env, InputStream stdin, Duration timeout) {
        Become become = Become.of(host, link().user(), frame.as());
        Invocation invocation = new Invocation().secrets(script.secrets()).env(env);
        folders().forEach(invocation::folder);
        return invocation.body(script.script()).command(become, stdin, timeout);
    }

    /** The inventory's folder, then that of {@code onHost}, which may be relative to it. */
    private List<String> folders() {
        String inner = frame.dir();
        List<String> base = host.text("dir").map(List::of).orElse(List.of());
        if (inner == null) {
            return base;
        }
        boolean absolute = inner.startsWith("/") || inner.startsWith("~");
        return absolute || base.isEmpty() ? List.of(inner) : List.of(base.get(0), inner);
    }
}
