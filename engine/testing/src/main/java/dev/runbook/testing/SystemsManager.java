package dev.runbook.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Run Command of Amazon's Systems Manager, as far as a client needs it: a port that speaks its JSON protocol, and agents that really run what they are sent, with this machine's
 * {@code /bin/sh}. As there, an invocation is not known at once, an output is cut off in silence, an agent runs five commands at a time; and requests can be made to go wrong.
 */
public final class SystemsManager implements AutoCloseable {
    private static final int OUT = 24_000;
    private static final int ERR = 8_000;
    private static final int AGENT = 5;
    private static final int OK = 200;
    private static final int BAD = 400;

    /** What happens to a request, once. */
    public enum Fault {
        /** Refused for being too much. */
        THROTTLED,
        /** Done, but the answer never arrives. */
        LOST_ANSWER,
        /** Not allowed. */
        DENIED
    }

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService doors = Executors.newCachedThreadPool(SystemsManager::daemon);
    private final Map<String, Agent> agents = new ConcurrentHashMap<>();
    private final Map<String, Agent.Invocation> invocations = new ConcurrentHashMap<>();
    private final Map<String, List<Fault>> faults = new HashMap<>();
    private final List<String> actions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean away;
    private volatile int undelivered;
    private volatile int slow;

    public SystemsManager() throws IOException {
        // Else each answer waits 40 ms for its second packet.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(doors);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An instance whose agent is connected; {@code environment} is all that its commands have besides the path. */
    public void register(String instance, Path folder, Map<String, String> environment) {
        agents.put(
                instance, new Agent(folder, environment, Executors.newFixedThreadPool(AGENT, SystemsManager::daemon)));
    }

    /** Its agent is not heard any more. */
    public void disconnect(String instance) {
        agents.get(instance).connected = false;
    }

    public synchronized void fail(String action, Fault... these) {
        faults.computeIfAbsent(action, each -> new ArrayList<>()).addAll(List.of(these));
    }

    /** Whether nobody is there: each connection is closed without an answer. */
    public void away(boolean now) {
        away = now;
    }

    /** How often somebody asked in vain. */
    public int turnedAway() {
        return turnedAway.get();
    }

    /** So many of the next commands no agent fetches. */
    public void undelivered(int commands) {
        undelivered = commands;
    }

    /** For so many looks each further command is unknown, then pending, then in progress. */
    public void slow(int looks) {
        slow = looks;
    }

    /** Every action that was asked for. */
    public List<String> actions() {
        return List.copyOf(actions);
    }

    /** Everything that Amazon would keep: parameters of commands, and what they said. */
    public String kept() {
        return String.join("\n", List.copyOf(kept));
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode asked = json.readTree(exchange.getRequestBody());
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String action = target.substring(target.lastIndexOf('.') + 1);
        if (away) {
            turnedAway.incrementAndGet();
            exchange.close();
            return;
        }
        actions.add(action);
        Fault fault = fault(action);
        try {
            if (fault == Fault.THROTTLED) {
                throw new Refused("ThrottlingException", "Rate exceeded");
            }
            if (fault == Fault.DENIED) {
                throw new Refused(
                        "AccessDeniedException",
                        "User: arn:aws:iam::123456789012:user/ops is not authorized to perform: ssm:" + action);
            }
            Object said = said(action, asked);
            if (fault == Fault.LOST_ANSWER) {
                exchange.close();
                return;
            }
            send(exchange, OK, said);
        } catch (Refused no) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", no.code);
            send(exchange, BAD, Map.of("__type", no.code, "message", no.getMessage()));
        }
    }

    private synchronized Fault fault(String action) {
        List<Fault> these = faults.getOrDefault(action, List.of());
        return these.isEmpty() ? null : these.remove(0);
    }

    private void send(HttpExchange exchange, int status, Object said) throws IOException {
        byte[] bytes = json.writeValueAsBytes(said);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Object said(String action, JsonNode asked) {
        return switch (action) {
            case "DescribeInstanceInformation" -> described(asked);
            case "SendCommand" -> sent(asked);
            case "GetCommandInvocation" -> looked(asked);
            case "CancelCommand" -> cancelled(asked);
            default -> throw new Refused("UnknownOperationException", action);
        };
    }

    private Object described(JsonNode asked) {
        String instance = asked.at("/Filters/0/Values/0").asText();
        Agent agent = agents.get(instance);
        return Map.of(
                "InstanceInformationList",
                agent == null
                        ? List.of()
                        : List.of(Map.of(
                                "InstanceId",
                                instance,
                                "PingStatus",
                                agent.connected ? "Online" : "ConnectionLost",
                                "LastPingDateTime",
                                1.8e9,
                                "AgentVersion",
                                "3.3.987.0",
                                "PlatformType",
                                "Linux")));
    }

    private Object sent(JsonNode asked) {
        String instance = asked.at("/InstanceIds/0").asText();
        Agent agent = agents.get(instance);
        if (agent == null || !agent.connected) {
            throw new Refused(
                    "InvalidInstanceId",
                    "Instances [[" + instance + "]] not in a valid state for account 123456789012");
        }
        String script = asked.at("/Parameters/commands/0").asText();
        if (!asked.at("/DocumentName").asText().equals("AWS-RunShellScript") || script.length() > 64 * 1024) {
            throw new Refused("MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.");
        }
        kept.add(asked.toString());
        String id = UUID.randomUUID().toString();
        boolean lost = undelivered > 0;
        undelivered = Math.max(0, undelivered - 1);
        invocations.put(id, lost ? agent.lost() : agent.run(script, slow));
        return Map.of("Command", Map.of("CommandId", id, "Status", "Pending"));
    }

    private Object looked(JsonNode asked) {
        Agent.Invocation one = invocations.get(asked.at("/CommandId").asText());
        if (one == null || !one.known()) {
            throw new Refused("InvocationDoesNotExist", "");
        }
        Map<String, Object> said = new HashMap<>(one.state());
        cut(said, "StandardOutputContent", OUT);
        cut(said, "StandardErrorContent", ERR);
        said.put("CommandId", asked.at("/CommandId").asText());
        kept.add(said.get("StandardOutputContent") + "\n" + said.get("StandardErrorContent"));
        return said;
    }

    private static void cut(Map<String, Object> said, String key, int most) {
        String text = (String) said.getOrDefault(key, "");
        said.put(key, text.substring(0, Math.min(most, text.length())));
    }

    private Object cancelled(JsonNode asked) {
        Agent.Invocation one = invocations.get(asked.at("/CommandId").asText());
        if (one != null) {
            one.cancel();
        }
        return Map.of();
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "systems manager");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        doors.shutdownNow();
        agents.values().forEach(Agent::close);
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        private Refused(String code, String message) {
            super(message);
            this.code = code;
        }
    }
}
