package dev.runbook.plugins.http;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code http} gives. */
@Facade("http")
public final class HttpWords {
    private static final String ANSWER =
            " The answer has status, headers (the first value of each, names in any case), text, json (parsed), and "
                    + "sha256 of the body; it counts as its text. A body over 16 MiB is an error.";
    private static final String SENT =
            " When contact is lost after it was sent, or the timeout passes, the step's outcome is unknown.";
    private static final String HEADERS =
            "a map of headers; values may be secrets: [Authorization: \"Bearer ${secrets.token}\"]";
    private static final String JSON = "data sent as JSON; secrets in it are masked where it is shown";
    private static final String FORM = "a map sent as the fields of a form";
    private static final String BODY = "text sent as it is";
    private static final String CONNECT_TO =
            "HOST or HOST:PORT to connect to instead of the URL's host, which stays in the Host header and in the check of the certificate: for a server that DNS does not know yet";
    private static final String CA = "a PEM file of authorities trusted in addition, its path relative to the runbook";
    private static final String TIMEOUT = "the longest until the whole answer is there; 60s unless said";
    private static final String OK =
            "the statuses that pass, [200, 404]; any other fails the step. Without it every status passes";
    private static final String SECRET = "true: text, headers and the texts in json are Secrets";
    private static final String READS =
            "true: the author vouches that it changes nothing (a login), so that it counts as a read";

    private final StepScope scope;

    HttpWords(StepScope scope) {
        this.scope = scope;
    }

    @Word(
            value = "Asks for a URL. Redirects are followed, at most 5, but never from https to http." + ANSWER,
            touches = Touches.READS,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object get(Map<String, Object> options, Text url) {
        return send("get", options, url, false);
    }

    @Word(
            value = "Asks for the headers of a URL only. Redirects as of get." + ANSWER,
            touches = Touches.READS,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object head(Map<String, Object> options, Text url) {
        return send("head", options, url, false);
    }

    @Word(
            value = "Posts json:, form: or body: to a URL. Redirects are not followed." + SENT + ANSWER,
            touches = Touches.WRITES,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "json", about = JSON)
    @Option(name = "form", about = FORM)
    @Option(name = "body", about = BODY)
    @Option(name = "reads", type = Boolean.class, about = READS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object post(Map<String, Object> options, Text url) {
        return send("post", options, url, true);
    }

    @Word(
            value = "Puts json:, form: or body: under a URL; may be repeated. Redirects are not followed." + SENT
                    + ANSWER,
            touches = Touches.WRITES,
            repeatable = true,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "json", about = JSON)
    @Option(name = "form", about = FORM)
    @Option(name = "body", about = BODY)
    @Option(name = "reads", type = Boolean.class, about = READS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object put(Map<String, Object> options, Text url) {
        return send("put", options, url, true);
    }

    @Word(
            value = "Changes what is under a URL as json:, form: or body: says. Redirects are not followed." + SENT
                    + ANSWER,
            touches = Touches.WRITES,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "json", about = JSON)
    @Option(name = "form", about = FORM)
    @Option(name = "body", about = BODY)
    @Option(name = "reads", type = Boolean.class, about = READS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object patch(Map<String, Object> options, Text url) {
        return send("patch", options, url, true);
    }

    @Word(
            value = "Deletes what is under a URL. Redirects are not followed." + SENT + ANSWER,
            touches = Touches.WRITES,
            yields = Response.class)
    @Option(name = "headers", about = HEADERS)
    @Option(name = "json", about = JSON)
    @Option(name = "form", about = FORM)
    @Option(name = "body", about = BODY)
    @Option(name = "reads", type = Boolean.class, about = READS)
    @Option(name = "connectTo", about = CONNECT_TO)
    @Option(name = "ca", about = CA)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    @Option(name = "ok", about = OK)
    @Option(name = "secret", type = Boolean.class, about = SECRET)
    public Object delete(Map<String, Object> options, Text url) {
        return send("delete", options, url, true);
    }

    private Object send(String name, Map<String, Object> options, Text url, boolean changes) {
        String word = "http." + name;
        boolean writes = changes && !Boolean.TRUE.equals(options.get("reads"));
        Asked asked = Asked.of(word, name.toUpperCase(java.util.Locale.ROOT), options, url);
        String host = scope.host() == null ? null : scope.host().host();
        List<Object> inputs = asked.inputs();
        Effect<Response> effect = writes
                ? Effect.writes(word, host, asked.shown(), () -> new Exchange(scope, asked, true).perform())
                : Effect.reads(word, host, asked.shown(), () -> new Exchange(scope, asked, false).perform());
        return scope.perform(effect.needing(inputs));
    }
}
