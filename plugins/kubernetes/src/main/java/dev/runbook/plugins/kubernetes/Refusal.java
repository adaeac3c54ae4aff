package dev.runbook.plugins.kubernetes;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** What became of a request that the API server did not do, or did not answer. */
final class Refusal {
    private Refusal() {}

    /** {@code what} says who asked for what: {@code kubernetes.scale on cluster 'ess'}. */
    static RunbookException of(String what, KubernetesClientException failure) {
        if (failure.getCode() > 0) {
            return new EffectFailed(what + ": the API server refused: " + said(failure) + advice(failure.getCode()));
        }
        Throwable root = root(failure);
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        if (away(failure)) {
            return new NotReached(
                    what + ": the API server cannot be reached (" + why
                            + "). Nothing was sent. Check the server in the kubeconfig, the VPN, the firewall.",
                    failure);
        }
        return new OutcomeUnknown(
                what + ": contact with the API server was lost (" + why
                        + "). Nobody knows whether it was carried out: look with kubectl.",
                failure);
    }

    private static String said(KubernetesClientException failure) {
        return failure.getStatus() != null && failure.getStatus().getMessage() != null
                ? failure.getStatus().getMessage() + " (" + failure.getCode() + ")"
                : "HTTP " + failure.getCode();
    }

    private static String advice(int code) {
        return switch (code) {
            case 401 ->
                ". It does not know this user: check the user of the context, and whether its token or certificate has expired.";
            case 403 -> ". This user may not do that here: it needs a role that says so (kubectl auth can-i).";
            case 409 -> ". Somebody else changed it at the same time, or it is there already; nothing was changed.";
            default -> "";
        };
    }

    static boolean away(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConnectException
                    || each instanceof NoRouteToHostException
                    || each instanceof UnknownHostException
                    || each instanceof UnresolvedAddressException
                    || each instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
