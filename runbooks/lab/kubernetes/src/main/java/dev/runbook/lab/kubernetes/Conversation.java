package dev.runbook.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** One connection of a client: requests one after the other, or a websocket from some request on. */
final class Conversation {
    private static final List<String> EXEC = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");
    private static final List<String> FORWARD = List.of("v4.channel.k8s.io", "portforward.k8s.io");

    private final InputStream in;
    private final OutputStream out;
    private final String token;
    private final Objects objects;
    private final Pods pods;
    private final Resources resources;

    Conversation(Socket client, String token, Objects objects, Pods pods, Resources resources) throws IOException {
        this.in = new BufferedInputStream(client.getInputStream());
        this.out = new BufferedOutputStream(client.getOutputStream());
        this.token = token;
        this.objects = objects;
        this.pods = pods;
        this.resources = resources;
    }

    void hold() throws IOException {
        for (Request request = Request.read(in); request != null; request = Request.read(in)) {
            try {
                if (!("Bearer " + token).equals(request.headers().get("authorization"))) {
                    throw new Refused(401, "Unauthorized", "Unauthorized");
                }
                if (streams(request)) {
                    return;
                }
                int status = request.method().equals("POST") ? 201 : 200;
                reply(status, answer(request));
            } catch (Refused refused) {
                reply(refused.code, status(refused));
            }
        }
    }

    private static boolean streaming(Request request) {
        List<String> path = request.path();
        return path.size() > 2 && List.of("exec", "portforward").contains(path.get(path.size() - 1));
    }

    /** False where the request is an ordinary one. */
    private boolean streams(Request request) throws IOException {
        if (!streaming(request)) {
            return false;
        }
        if (!request.upgrades()) {
            throw new Refused(400, "BadRequest", "unable to upgrade: the laboratory's server speaks websocket only");
        }
        Address at = Address.of(request.path());
        WebSocket socket = new WebSocket(in, out);
        if (at.part().equals("exec")) {
            Process process = pods.exec(at.namespace(), at.name(), request.one("container"), request.all("command"));
            socket.accept(request.headers().get("sec-websocket-key"), protocol(request, EXEC));
            new Exec(socket, process).serve();
        } else {
            objects.get(Kind.POD, at.namespace(), at.name());
            socket.accept(request.headers().get("sec-websocket-key"), protocol(request, FORWARD));
            new PortForward(socket, Integer.parseInt(request.one("ports"))).serve();
        }
        return true;
    }

    private static String protocol(Request request, List<String> known) {
        String wanted = request.headers().getOrDefault("sec-websocket-protocol", "");
        List<String> asked = Stream.of(wanted.split(",")).map(String::strip).toList();
        return known.stream()
                .filter(asked::contains)
                .findFirst()
                .orElseThrow(() -> new Refused(400, "BadRequest", "no protocol of " + asked + " is spoken here"));
    }

    private JsonNode answer(Request request) {
        List<String> path = request.path();
        return switch (String.join("/", path)) {
            case "version" -> Discovery.version();
            case "api" -> Discovery.core();
            case "apis" -> Discovery.groups();
            case "api/v1" -> Discovery.resources("v1");
            case "apis/apps/v1" -> Discovery.resources("apps/v1");
            case "apis/authorization.k8s.io/v1/selfsubjectaccessreviews" -> Discovery.allowed(Resources.read(request));
            default -> {
                if (path.size() < 3) {
                    throw Refused.notFound("the page");
                }
                yield resources.answer(request, Address.of(path));
            }
        };
    }

    private static ObjectNode status(Refused refused) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
        status.putObject("metadata");
        return status.put("message", refused.getMessage())
                .put("reason", refused.reason)
                .put("code", refused.code);
    }

    private void reply(int status, JsonNode body) throws IOException {
        byte[] bytes = Resources.bytes(body);
        String head = "HTTP/1.1 " + status + " " + (status < 400 ? "OK" : "Refused")
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }
}
