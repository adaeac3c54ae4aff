package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.TargetSpec;
import java.util.regex.Pattern;

/**
 * How a command comes to run as another user, from the inventory's {@code become}: {@code sudo}, {@code su} (when the login user is root, who needs no {@code become} for it), or a command of the site that stands in
 * front of {@code sh -c …} and always gives root ({@code sudo dont-blame-hipchat}).
 */
final class Become {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@$-]*");

    private final TargetSpec host;
    private final String user;
    private final String how;

    private Become(TargetSpec host, String user, String how) {
        this.host = host;
        this.user = user;
        this.how = how;
    }

    /** Root may become anybody: it needs nothing from the inventory for that. */
    private static String how(TargetSpec host, String login) {
        return host.text("become").map(String::strip).orElse(login.equals("root") ? "su" : "");
    }

    /** Null where nobody needs to become anybody. */
    static Become of(TargetSpec host, String login, String as) {
        if (as == null || as.equals(login)) {
            return null;
        }
        if (!USER.matcher(as).matches()) {
            throw RunbookException.invalid(
                    "as: expected the name of a user on " + host.label() + ", found '" + as + "'");
        }
        Become become = new Become(host, as, how(host, login));
        become.check(login);
        return become;
    }

    private void check(String login) {
        if (how.isEmpty()) {
            throw RunbookException.invalid("as: '" + user + "' on " + host.label() + ", where commands run as '" + login
                    + "': the inventory does not say how; set become: sudo (or su, or a command) at " + host.where());
        }
        if (how.equals("su") && !login.equals("root")) {
            throw RunbookException.invalid("become: su needs root as the login user of " + host.label() + ", found '"
                    + login + "'; set become: sudo at " + host.where());
        }
        if (custom() && !user.equals("root")) {
            throw RunbookException.invalid("become: " + how + " gives root on " + host.label()
                    + ", and the step asks for '" + user + "'; set become: sudo at " + host.where());
        }
    }

    private boolean custom() {
        return !how.equals("su") && !how.equals("sudo");
    }

    /** The password that {@code sudo} reads from standard input first, or null. */
    Secret password() {
        return how.equals("sudo") ? host.secret("becomePassword").orElse(null) : null;
    }

    /** A line for the login shell that runs a script of {@code sh} as that user. */
    String line(String script) {
        String quoted = Quote.word(script);
        if (custom()) {
            return how + " sh -c " + quoted;
        }
        if (how.equals("su")) {
            String rest = " -s /bin/sh " + Quote.word(user) + " -c \"$x\"";
            return "x=" + quoted + "; if command -v runuser >/dev/null 2>&1; then exec runuser" + rest
                    + "; else exec su" + rest + "; fi";
        }
        String ask = password() == null ? "-n" : "-S -p ''";
        return "exec sudo " + ask + " -u " + Quote.word(user) + " -- sh -c " + quoted;
    }
}
