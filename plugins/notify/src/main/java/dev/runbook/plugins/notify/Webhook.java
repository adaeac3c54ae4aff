package dev.runbook.plugins.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notice;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Posts {@code {"text": …}} to an incoming webhook, as Slack and Mattermost understand it. Its whole address is as good as a password, and never shown. */
public final class Webhook implements Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOO_MANY = 429;

    /** Made when somebody is first told something: it takes a tenth of a second, and every command loads this class. */
    private static final class Client {
        static final ObjectMapper JSON = new ObjectMapper();
        static final HttpClient HTTP =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of(
                        "webhook",
                        Object.class,
                        "the address of an incoming webhook (Slack, Mattermost), or where it comes from: env:, file:, command:"));
    }

    @Override
    public void send(Notice notice, TargetSpec person) throws IOException, InterruptedException {
        Object address = person.values().get(name());
        URI uri = uri(address instanceof Secret secret ? secret.reveal() : String.valueOf(address), person);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(payload(notice)))
                .build();
        HttpResponse<Void> response;
        try {
            response = Client.HTTP.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException unreachable) {
            throw new IOException(uri.getHost() + " cannot be reached: " + unreachable);
        }
        int status = response.statusCode();
        if (status == TOO_MANY || status >= 500) {
            throw new IOException(uri.getHost() + " answered with status " + status);
        }
        if (status < 200 || status > 299) {
            throw new EffectFailed(uri.getHost() + " answered with status " + status + "; is the webhook of "
                    + person.label() + " (" + person.where() + ") still there?");
        }
    }

    /** {@code &}, {@code <} and {@code >} would be read as mentions and links; no output of a server may call a whole channel. */
    private static String payload(Notice notice) throws IOException {
        String text = notice.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Client.JSON.writeValueAsString(Map.of("text", text));
    }

    private static URI uri(String address, TargetSpec person) {
        try {
            URI uri = URI.create(address.strip());
            if (uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, without the address
        }
        throw new EffectFailed("the webhook of " + person.label() + " (" + person.where()
                + ") is no address: expected https://HOST/…");
    }
}
