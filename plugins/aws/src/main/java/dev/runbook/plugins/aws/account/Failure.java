package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What became of a call that did not work.
 *
 * @param how   what is known
 * @param said  the end of a sentence that begins with the call
 * @param cause what the SDK threw
 */
public record Failure(How how, String said, SdkException cause) {
    private static final Pattern PROFILE =
            Pattern.compile("ProfileCredentialsProvider\\([^:]*\\): (.+?)(?:: ProfileFile\\(|, \\w+Provider\\(|]$)");
    private static final int SERVER = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "Forbidden");
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch");

    /** What EFS says of changes that it allows once in 24 hours: looks like too many requests, and does not pass. */
    private static final String ONCE_A_DAY = "TooManyRequests";

    /** What is known of the call. */
    public enum How {
        /** Nothing was sent: nobody is there. */
        AWAY,
        /** Nothing was sent: something here is wrong. */
        HERE,
        /** It was sent, and no answer came, or one that says nothing. */
        LOST,
        /** Refused for being too much at a time. */
        TOO_MUCH,
        /** Refused. */
        REFUSED
    }

    public static Failure of(SdkException thrown) {
        if (thrown instanceof AwsServiceException answer) {
            return answered(answer);
        }
        Failure unreached = unreached(thrown);
        return unreached == null ? unanswered(thrown) : unreached;
    }

    private static Failure unreached(SdkException thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SSLHandshakeException) {
                return new Failure(How.HERE, "found no trusted connection: " + each.getMessage(), thrown);
            }
            boolean slow = each instanceof java.net.SocketTimeoutException
                    && String.valueOf(each.getMessage())
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("connect");
            if (slow
                    || each instanceof ConnectException
                    || each instanceof UnknownHostException
                    || each instanceof NoRouteToHostException) {
                return new Failure(
                        How.AWAY,
                        "cannot be sent: " + (each instanceof UnknownHostException ? "unknown host " : "")
                                + each.getMessage() + ". Check region: and endpoint: of the inventory, and the network",
                        thrown);
            }
        }
        return null;
    }

    private static Failure unanswered(SdkException thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IOException) {
                return new Failure(How.LOST, "lost contact: " + each.getMessage(), thrown);
            }
        }
        String said = String.valueOf(thrown.getMessage());
        if (said.startsWith("Unable to load credentials") || said.startsWith("Profile file contained no credentials")) {
            return new Failure(How.HERE, "was not sent: " + credentials(said), thrown);
        }
        if (said.contains("Unable to unmarshall") || said.contains("Unable to parse")) {
            return new Failure(How.LOST, "got an answer that cannot be read: " + said, thrown);
        }
        return new Failure(How.HERE, "was not sent: " + said, thrown);
    }

    /** The SDK tells of each place where it looked, at length; a person has most often a profile. */
    private static String credentials(String said) {
        Matcher profile = PROFILE.matcher(said);
        String why = said.startsWith("Profile") ? said.replaceFirst(": ProfileFile\\(.*", "") : "";
        return "there are no credentials: " + (profile.find() ? profile.group(1) : why)
                + "\n  expected them where the AWS tools take them: profile: of the inventory, AWS_PROFILE, AWS_ACCESS_KEY_ID, or the role of this machine. Log in, and try again";
    }

    private static Failure answered(AwsServiceException answer) {
        String code =
                answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                        ? "status " + answer.statusCode()
                        : answer.awsErrorDetails().errorCode();
        String text = answer.awsErrorDetails() == null
                ? answer.getMessage()
                : answer.awsErrorDetails().errorMessage();
        String said = "was refused: " + code + (text == null || text.isBlank() ? "" : ": " + text.strip());
        if (code.equals(ONCE_A_DAY)) {
            return new Failure(How.REFUSED, said, answer);
        }
        if (answer.isThrottlingException() || code.equals("SlowDown") || code.equals("PriorRequestNotComplete")) {
            return new Failure(How.TOO_MUCH, said, answer);
        }
        if (answer.statusCode() >= SERVER && answer.statusCode() != NOT_IMPLEMENTED) {
            return new Failure(How.LOST, "failed on their side: " + code + ": " + text, answer);
        }
        return new Failure(How.REFUSED, said + advice(code, answer.statusCode()), answer);
    }

    private static String advice(String code, int status) {
        if (DENIED.contains(code) || status == 403 && !CREDENTIALS.contains(code)) {
            return "\n  expected that these credentials may do this: allow it in their policy, or choose others with profile: of the inventory";
        }
        return CREDENTIALS.contains(code)
                ? "\n  the credentials are wrong or have expired: log in again, or choose others with profile: of the inventory; check the clock here"
                : "";
    }

    /** What the service calls it, or nothing where it said nothing. */
    public String code() {
        boolean named = cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null;
        return named
                ? String.valueOf(((AwsServiceException) cause).awsErrorDetails().errorCode())
                : "";
    }

    /** Whether trying again may help, and does no harm. */
    public boolean passing(boolean repeatable, boolean wrote) {
        return how == How.TOO_MUCH || how == How.LOST && repeatable || how == How.AWAY && wrote;
    }

    /** Whether it may have been carried out. */
    public boolean sent() {
        return how == How.LOST;
    }

    boolean answered() {
        return how == How.REFUSED || how == How.TOO_MUCH;
    }

    /** The failure of a read, or of a write that certainly was not carried out. */
    public RunbookException told(String before) {
        return switch (how) {
            case AWAY -> new NotReached(before + said, cause);
            case LOST -> new OutcomeUnknown(before + said, cause);
            default -> new EffectFailed(before + said, cause);
        };
    }
}
