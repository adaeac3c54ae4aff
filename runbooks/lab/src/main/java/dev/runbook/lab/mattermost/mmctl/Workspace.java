package dev.runbook.lab.mattermost.mmctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The server that a call talks to.
 *
 * @param url   of the server
 * @param token of who calls
 */
record Workspace(String url, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** As the call says: local mode, or the one that was logged in to last. */
    static Workspace of(Call call, boolean local) throws IOException {
        if (local) {
            if (!Files.isReadable(call.socket())) {
                throw new Flags.Refused("socket file \"" + call.socket()
                        + "\" doesn't exists, please check the server configuration for local mode");
            }
            String[] said = Files.readString(call.socket()).strip().split(" ");
            return new Workspace("http://127.0.0.1:" + said[0], said[1]);
        }
        if (!Files.exists(call.config())) {
            throw new Flags.Refused("cannot read user credentials, maybe login is needed?");
        }
        JsonNode last = null;
        for (JsonNode each : JSON.readTree(call.config().toFile())) {
            last = each.path("active").asBoolean() ? each : last;
        }
        if (last == null) {
            throw new Flags.Refused("no active context found");
        }
        return new Workspace(
                last.path("instanceUrl").asText(), last.path("authToken").asText());
    }

    /** Keeps the login, for its owner alone. */
    static void login(Call call, String name, Workspace workspace) throws IOException {
        workspace.get("/users/me");
        ObjectNode all = logins(call);
        all.forEach(each -> ((ObjectNode) each).put("active", false));
        all.putObject(name)
                .put("name", name)
                .put("instanceUrl", workspace.url)
                .put("authToken", workspace.token)
                .put("active", true);
        Files.createDirectories(call.config().getParent());
        Files.writeString(call.config(), all.toPrettyString());
        Files.setPosixFilePermissions(call.config(), PosixFilePermissions.fromString("rw-------"));
    }

    static void forget(Call call, String name) throws IOException {
        ObjectNode all = logins(call);
        if (all.remove(name) == null) {
            throw new Flags.Refused("cannot find credentials for \"" + name + "\"");
        }
        Files.writeString(call.config(), all.toPrettyString());
    }

    private static ObjectNode logins(Call call) throws IOException {
        return Files.exists(call.config())
                ? (ObjectNode) JSON.readTree(call.config().toFile())
                : JSON.createObjectNode();
    }

    JsonNode get(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode delete(String path) throws IOException {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, ObjectNode body) throws IOException {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    JsonNode upload(String path, Path file) throws IOException {
        return send("POST", path, BodyPublishers.ofFile(file));
    }

    void download(String path, Path file) throws IOException {
        HttpResponse<Path> answer = exchange("GET", path, BodyPublishers.noBody(), BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            Files.delete(file);
            throw new Flags.Refused("failed to download: Unable to find export file.");
        }
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws IOException {
        HttpResponse<byte[]> answer = exchange(method, path, body, BodyHandlers.ofByteArray());
        JsonNode data = JSON.readTree(answer.body());
        if (answer.statusCode() / 100 != 2) {
            throw new Flags.Refused(data.path("message").asText());
        }
        return data;
    }

    private <T> HttpResponse<T> exchange(
            String method, String path, BodyPublisher body, HttpResponse.BodyHandler<T> handler) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v4" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body)
                .build();
        try {
            return CLIENT.send(request, handler);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }
}
