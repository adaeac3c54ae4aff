package dev.runbook.plugins.ssh;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.RunbookException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Says why nobody could log in, and what to do. */
final class ConnectFailure {
    private ConnectFailure() {}

    static RunbookException of(Destination to, Keyring keys, Throwable failure) {
        if (failure instanceof RunbookException ours) {
            return ours;
        }
        String message = to.place() + ": " + text(to, keys, failure) + " Nothing was sent.";
        return passing(failure) ? new NotReached(message, failure) : new EffectFailed(message, failure);
    }

    /** Whether the server was away, and may come back. */
    private static boolean passing(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable root = root(failure);
        return root instanceof UnknownHostException
                || root instanceof SocketException
                || root instanceof SocketTimeoutException
                || message.contains("timeout")
                || hungUp(failure);
    }

    private static String text(Destination to, Keyring keys, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable root = root(failure);
        if (message.startsWith("Auth ")
                || message.startsWith("USERAUTH")
                || message.contains("Too many authentication failures")) {
            return "the server does not let '" + to.user() + "' in (" + message + "). Tried: " + keys.tried()
                    + ". Check user and key in the inventory (" + to.where()
                    + ") and authorized_keys on the server; a key with a passphrase needs passphrase: or the agent.";
        }
        if (root instanceof UnknownHostException) {
            return "no address is known for '" + to.server().host() + "'. Check address in the inventory (" + to.where()
                    + ") and DNS.";
        }
        if (root instanceof NoRouteToHostException || root instanceof ConnectException) {
            return "the connection was refused (" + root.getMessage()
                    + "). Is the server up, sshd running, the port right (" + to.where() + "), the firewall open?";
        }
        if (root instanceof SocketTimeoutException || message.contains("timeout")) {
            return "no answer within " + Durations.show(to.timing().connect()) + ". Is the server up, the port right ("
                    + to.where() + "), the firewall open?";
        }
        if (hungUp(failure)) {
            return "the server hangs up before its greeting, again and again (" + message
                    + "). It may be at its limit (MaxStartups), or refuse this address.";
        }
        return "the connection failed: " + message + ".";
    }

    /** Whether the other side closed the line before anything was agreed. */
    static boolean hungUp(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Throwable root = root(failure);
        boolean reset = root instanceof SocketException
                && !(root instanceof ConnectException)
                && !(root instanceof NoRouteToHostException);
        return root instanceof EOFException
                || reset
                || message.contains("closed by foreign host")
                || message.contains("End of IO Stream");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SocketException)) {
            root = root.getCause();
        }
        return root;
    }
}
