package dev.runbook.cli.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Serves the page of one run, on this machine's loopback only. */
public final class WarRoom implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int BODY = 64 * 1024;
    private static final int MOST_STREAMS = 64;
    private static final Map<String, String> FILES =
            Map.of("/", "page.html text/html", "/page.js", "page.js text/javascript", "/page.css", "page.css text/css");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Feed feed;
    private final Visitors visitors;
    private final Answering answering;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final ExecutorService handlers = Executors.newCachedThreadPool(work -> daemon(work, "runbook-page"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "runbook-page-clock"));

    /** Leaves what somebody answers for the engine, and gives what to tell them; what does not do is a {@link RunbookException}. */
    @FunctionalInterface
    public interface Answering {
        String answer(String step, String by, Map<Integer, Boolean> ticks, Map<String, Object> values, boolean done);
    }

    /**
     * @param port      0 for any free one
     * @param answering what to do with answers, or null where the page only shows
     */
    public WarRoom(
            Path folder,
            int port,
            BiFunction<RunState, Instant, Outlook> outlook,
            Answering answering,
            Timekeeper time) {
        this.answering = answering;
        this.visitors = answering == null ? new Visitors(null) : Visitors.withToken();
        this.feed = new Feed(folder, outlook, time, answering != null);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException taken) {
            throw RunbookException.invalid("The page cannot be served on port " + port + " of 127.0.0.1: "
                    + taken.getMessage() + ". Choose another one with --port, or none for any free one");
        }
        server.setExecutor(handlers);
        server.createContext("/", guarded(this::file));
        server.createContext("/events", guarded(this::events));
        server.createContext("/answer", guarded(this::answer));
        clock.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        server.start();
    }

    private void look() {
        try {
            feed.look();
        } catch (RuntimeException unreadable) {
            // what was read before stays on the page; the next look tries again
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where the page is. */
    public String address() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** Where those find it who may answer; null where nobody may. The token stands behind the #, which no browser sends or passes on. */
    public String addressToAnswer() {
        return visitors.token() == null ? null : address() + "#" + visitors.token();
    }

    private HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                if (visitors.welcome(exchange)) {
                    handler.handle(exchange);
                } else {
                    say(exchange, 403, "text/plain", "This page is served under localhost and 127.0.0.1 only.\n");
                }
            } catch (IOException gone) {
                // whoever looked has gone
            }
        };
    }

    private void file(HttpExchange exchange) throws IOException {
        String found = FILES.get(exchange.getRequestURI().getPath());
        if (!exchange.getRequestMethod().equals("GET")) {
            say(exchange, 405, "text/plain", "GET only\n");
        } else if (found == null) {
            say(exchange, 404, "text/plain", "There is nothing here\n");
        } else {
            String[] nameAndType = found.split(" ");
            try (InputStream in = WarRoom.class.getResourceAsStream(nameAndType[0])) {
                say(exchange, 200, nameAndType[1], new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        if (!streams.tryAcquire()) {
            say(exchange, 503, "text/plain", "Too many look already\n");
            return;
        }
        try {
            headers(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            new EventStream(exchange.getResponseBody(), feed, HEARTBEAT).send();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            say(exchange, 405, "text/plain", "POST only\n");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY + 1);
        if (!visitors.mayAnswer(exchange)) {
            said(exchange, 403, "Only those may answer who know the run's token");
        } else if (body.length > BODY) {
            said(exchange, 413, "This is too long for an answer");
        } else {
            try {
                Given given = JSON.readValue(body, Given.class);
                said(
                        exchange,
                        200,
                        answering.answer(given.step(), given.by(), given.ticks(), given.values(), given.done()));
            } catch (JsonProcessingException | IllegalArgumentException malformed) {
                said(exchange, 400, "This is no answer");
            } catch (RunbookException refused) {
                said(exchange, 400, refused.getMessage());
            }
        }
    }

    /** An answer as the page sends it. */
    record Given(String step, String by, Map<Integer, Boolean> ticks, Map<String, Object> values, boolean done) {
        Given {
            if (step == null || by == null || by.isBlank()) {
                throw new IllegalArgumentException("step and by are obligatory");
            }
            ticks = ticks == null ? Map.of() : ticks;
            values = values == null ? Map.of() : values;
        }
    }

    private static void said(HttpExchange exchange, int status, String text) throws IOException {
        say(exchange, status, "application/json", JSON.writeValueAsString(Map.of("said", text)));
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        headers(exchange, type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void headers(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Those who look see the last state before the page goes. */
    @Override
    public void close() {
        look();
        clock.shutdownNow();
        feed.close();
        boolean interrupted = Thread.interrupted();
        try {
            streams.tryAcquire(MOST_STREAMS, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        server.stop(0);
        handlers.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
