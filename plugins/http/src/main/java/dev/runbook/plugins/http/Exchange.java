package dev.runbook.plugins.http;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.StepScope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/** One request with its answer, redirects followed; made and performed inside an effect. */
final class Exchange {
    private static final int MOST_REDIRECTS = 5;
    /** A shorter secret is masked as a whole word only: it would blind the message. */
    private static final int SHORT = 6;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern CONNECT_TO = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/@\\[\\]]+)|([0-9A-Fa-f]*:[0-9A-Fa-f:.]+))(?::(\\d{1,5}))?");

    private final StepScope scope;
    private final Asked asked;
    private final boolean writes;
    private final URI first;
    private final Map<String, String> headers;
    private final List<String> secrets;
    private final long until;

    Exchange(StepScope scope, Asked asked, boolean writes) {
        this.scope = scope;
        this.asked = asked;
        this.writes = writes;
        this.first = Url.of(asked.url());
        this.headers = asked.revealedHeaders();
        this.secrets = asked.secrets();
        this.until = scope.time().nanos() + asked.timeout().toNanos();
    }

    Response perform() throws Exception {
        URI url = first;
        HttpResponse<byte[]> answer = send(url);
        for (int i = 0; follows(answer); i++) {
            URI next = next(url, answer);
            if (next == null) {
                break;
            }
            if (i == MOST_REDIRECTS) {
                throw new EffectFailed(asked.label() + ": was redirected more than " + MOST_REDIRECTS
                        + " times, last to " + mask(next.toString()));
            }
            url = next;
            answer = send(url);
        }
        Response response =
                new Response(asked.label(), answer.statusCode(), answer.headers(), answer.body(), asked.secret());
        if (!asked.ok().isEmpty() && !asked.ok().contains(answer.statusCode())) {
            throw new EffectFailed(asked.label() + ": expected status " + asked.ok() + ", found " + answer.statusCode()
                    + (asked.secret() ? "" : ": " + mask(response.excerpt())));
        }
        return response;
    }

    private boolean follows(HttpResponse<byte[]> answer) {
        return asked.safe() && REDIRECTS.contains(answer.statusCode());
    }

    /** Where a redirect leads; null where it is not to be followed: nowhere, to another scheme, or from https back to http. */
    private static URI next(URI from, HttpResponse<byte[]> answer) {
        try {
            URI next =
                    answer.headers().firstValue("Location").map(from::resolve).orElse(null);
            if (next == null || next.getHost() == null) {
                return null;
            }
            String scheme = next.getScheme().toLowerCase(Locale.ROOT);
            return scheme.equalsIgnoreCase(from.getScheme()) || scheme.equals("https") ? next : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private HttpResponse<byte[]> send(URI url) throws Exception {
        Path ca = asked.ca() == null ? null : scope.run().runbook().resolve(Payload.revealed(asked.ca()));
        Endpoint there = there(url);
        try {
            return new Wire(scope)
                    .send(
                            request(url),
                            there,
                            ca,
                            Duration.ofNanos(until - scope.time().nanos()));
        } catch (IOException failure) {
            throw failed(failure, there);
        } catch (TimeoutException over) {
            throw sent("no whole answer within timeout: " + Durations.show(asked.timeout()));
        }
    }

    private HttpRequest request(URI url) {
        byte[] body = asked.payload().bytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(
                        asked.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("User-Agent", "runbook");
        all.putAll(headers);
        if (!sameServer(url)) {
            // Another server must not see what was meant for the first.
            all.keySet()
                    .removeIf(name ->
                            !Set.of("user-agent", "accept", "accept-language").contains(name.toLowerCase(Locale.ROOT)));
        }
        all.forEach(request::header);
        return request.build();
    }

    private boolean sameServer(URI url) {
        return url.getHost().equalsIgnoreCase(first.getHost())
                && (Wire.endpoint(url).equals(Wire.endpoint(first)) || upgraded(url));
    }

    /** The same host's https after its http, both at their usual ports. */
    private boolean upgraded(URI url) {
        return first.getScheme().equalsIgnoreCase("http")
                && Wire.endpoint(first).port() == 80
                && Wire.endpoint(url).port() == 443;
    }

    /** {@code connectTo:} stands for the first server only; its port for that server's port only. */
    private Endpoint there(URI url) {
        Endpoint named = Wire.endpoint(url);
        if (asked.connectTo() == null || !sameServer(url)) {
            return named;
        }
        String text = Payload.revealed(asked.connectTo()).strip();
        Matcher parts = CONNECT_TO.matcher(text);
        if (!parts.matches()) {
            throw RunbookException.invalid(
                    asked.word() + ": connectTo: expected HOST or HOST:PORT, found '" + asked.connectTo() + "'.");
        }
        String host =
                parts.group(1) != null ? parts.group(1) : parts.group(2) != null ? parts.group(2) : parts.group(3);
        boolean port =
                parts.group(4) != null && named.port() == Wire.endpoint(first).port();
        return new Endpoint(host, port ? Integer.parseInt(parts.group(4)) : named.port());
    }

    private RunbookException failed(IOException failure, Endpoint there) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return away("unknown host " + there.host()
                        + ". Check the name in the URL; before DNS knows it, connectTo: says where it is.");
            }
            if (each instanceof SSLHandshakeException refused) {
                return unsent(
                        "no trusted connection to " + there + ": " + said(refused)
                                + ". Check that the certificate is for the URL's host, and name its authority in ca: where it is a private one.");
            }
            if (each instanceof ConnectException
                    || each instanceof Wire.NotReached
                    || each instanceof HttpConnectTimeoutException) {
                Throwable cause = each instanceof Wire.NotReached && each.getCause() != null ? each.getCause() : each;
                if (!(cause instanceof UnknownHostException) && !unresolved(cause)) {
                    return away("cannot connect to " + there + ": " + said(cause)
                            + ". Check the URL, and that the server runs and listens there"
                            + (scope.host() == null
                                    ? "."
                                    : ", as seen from host '" + scope.host().host() + "'."));
                }
            }
        }
        if (failure instanceof Limited.TooLarge) {
            return sent(failure.getMessage());
        }
        String lost = "contact was lost: " + said(failure);
        return writes ? sent(lost) : new OutcomeUnknown(asked.label() + ": " + mask(lost), failure);
    }

    private static boolean unresolved(Throwable failure) {
        return failure.getCause() instanceof UnresolvedAddressException
                || failure.getCause() != null && failure.getCause().getCause() instanceof UnresolvedAddressException;
    }

    private EffectFailed unsent(String what) {
        return new EffectFailed(asked.label() + ": " + mask(what));
    }

    private NotReached away(String what) {
        return new NotReached(asked.label() + ": " + mask(what), null);
    }

    /** A request that reads may be asked again; of one that writes nobody knows what became. */
    private RunbookException sent(String what) {
        String message = asked.label() + ": " + mask(what);
        return writes
                ? new OutcomeUnknown(
                        message + "\n  nobody knows whether the request was carried out: look into the server", null)
                : new EffectFailed(message);
    }

    private static String said(Throwable failure) {
        boolean mute = failure.getMessage() == null;
        return mute && failure instanceof ConnectException
                ? "connection refused"
                : mute ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            if (secret.length() < SHORT && !secret.isBlank()) {
                masked = masked.replaceAll(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}_])", Secret.MASK);
            } else if (!secret.isBlank()) {
                masked = masked.replace(secret, Secret.MASK).replace(Url.encoded(secret), Secret.MASK);
            }
        }
        return masked;
    }
}
