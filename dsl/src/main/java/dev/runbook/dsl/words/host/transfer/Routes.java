package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the way between two places, before anything is moved. */
final class Routes {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:ssh://)?(?:([^@/]+)@)?(\\[[^\\]]+\\]|[^:/]+|[0-9a-fA-F:]+)(?::(\\d+))?/?");
    private static final String SSH = "ssh";
    private static final int CONNECT_SECONDS = 10;

    private Routes() {}

    static Route between(StepScope scope, End from, End to, boolean throughEngine) throws InterruptedException {
        if (throughEngine) {
            return new EngineRoute(scope, from, to);
        }
        if (oneMachine(from.shell().target(), to.shell().target())) {
            if (!Objects.equals(user(from), user(to))) {
                throw RunbookException.invalid("Both places are on one machine, and one command cannot read as '"
                        + user(from) + "' and write as '" + user(to)
                        + "': give both places the same as:, such as 'root', or say via: 'engine'");
            }
            return new HostRoute(
                    from,
                    script -> "(\n" + script + "\n)",
                    null,
                    "on host '" + from.shell().host() + "'");
        }
        return direct(from, to);
    }

    private static String user(End end) {
        String as = end.shell().frame().as();
        return as == null ? end.shell().link().user() : as;
    }

    private static boolean oneMachine(TargetSpec from, TargetSpec to) {
        if (from.name().equals(to.name())) {
            return true;
        }
        boolean bothLocal = local(from) && local(to);
        return bothLocal
                || !local(from)
                        && !local(to)
                        && from.text("address").isPresent()
                        && server(from).equals(server(to));
    }

    private static boolean local(TargetSpec host) {
        return host.text("transport").filter("local"::equals).isPresent();
    }

    private static String server(TargetSpec host) {
        Matcher parts = address(host);
        return parts.group(2) + ":" + port(host, parts);
    }

    private static String port(TargetSpec host, Matcher parts) {
        return parts.group(3) == null ? host.text("port").orElse("22") : parts.group(3);
    }

    private static Matcher address(TargetSpec host) {
        Matcher parts = ADDRESS.matcher(host.text("address").orElse(host.name()));
        if (!parts.matches()) {
            throw RunbookException.invalid("The address of " + host.label() + " is not understood: '"
                    + host.text("address").orElse("") + "' (" + host.where() + ")");
        }
        return parts;
    }

    /** With the source host's own {@code ssh}, keys and known hosts; tried first. */
    private static Route direct(End from, End to) throws InterruptedException {
        TargetSpec host = to.shell().target();
        if (local(host) || local(from.shell().target())) {
            throw noWay(
                    from, to, "one of them is the engine's own machine, which the other cannot be expected to reach");
        }
        String transport = host.text("transport").orElse(SSH);
        if (!transport.equals(SSH)) {
            throw noWay(from, to, "the destination is reached by " + transport + ", not by ssh");
        }
        Matcher parts = address(host);
        String login = to.shell().link().user() + "@" + parts.group(2).replaceAll("[\\[\\]]", "");
        String options = "ssh -o BatchMode=yes -o ConnectTimeout=" + CONNECT_SECONDS + " -p " + port(host, parts);
        String ssh = options + " -- " + Quote.word(login) + " ";
        HostRoute.Into into = script -> ssh + Quote.word(to.shell().line(script));
        Capture capture = new Capture(null);
        int status = from.run(into.command("true"), InputStream.nullInputStream(), capture);
        if (status != 0) {
            throw noWay(
                    from,
                    to,
                    "tried on '" + from.shell().host() + "': " + ssh.strip() + ", which ended with status " + status
                            + ": "
                            + new String(capture.err(), StandardCharsets.UTF_8)
                                    .strip()
                                    .replaceFirst("\\.\\z", ""));
        }
        return new HostRoute(from, into, new HostRoute.Remote(options, login, rsync(to)), "directly");
    }

    /** Plain, or through sudo without a password; what else becomes another user cannot be put before a program's arguments. */
    private static String rsync(End to) {
        String as = to.shell().frame().as();
        if (as == null || as.equals(to.shell().link().user())) {
            return "rsync";
        }
        TargetSpec host = to.shell().target();
        boolean sudo =
                host.text("become").filter(how -> how.strip().equals("sudo")).isPresent();
        return sudo && host.secret("becomePassword").isEmpty() ? "sudo -n -u " + Quote.word(as) + " -- rsync" : null;
    }

    private static EffectFailed noWay(End from, End to, String why) {
        return new EffectFailed(
                "There is no direct way from host '" + from.shell().host() + "' to host '"
                        + to.shell().host() + "': " + why
                        + ". Nothing was moved. Let the source reach the destination with ssh (key and known_hosts), or say via: 'engine' to carry the bytes through the engine.");
    }
}
