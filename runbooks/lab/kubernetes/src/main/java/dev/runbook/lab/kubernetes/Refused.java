package dev.runbook.lab.kubernetes;

/** A request that the server does not do, with the status and reason that Kubernetes gives. */
final class Refused extends RuntimeException {
    final int code;
    final String reason;

    Refused(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static Refused notFound(String what) {
        return new Refused(404, "NotFound", what + " not found");
    }
}
