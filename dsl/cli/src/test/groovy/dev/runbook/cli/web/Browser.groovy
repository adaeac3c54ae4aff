package dev.runbook.cli.web

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpClient
import java.net.http.WebSocket
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/** A real browser without a window, driven through its own debugging protocol. */
class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper()
    private static final int PATIENCE = 20

    private final Process process
    private final WebSocket socket
    private final Map<Integer, CompletableFuture<Map>> open = new ConcurrentHashMap<>()
    private final AtomicInteger ids = new AtomicInteger()
    private final String session
    /** What pages wrote to their console, and what failed in them. */
    final List<String> complaints = [].asSynchronized()

    static Optional<String> installed() {
        ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].collectMany { name ->
            System.getenv('PATH').split(File.pathSeparator).collect { Path.of(it, name) }
        }.findAll { Files.isExecutable(it) }*.toString().stream().findFirst()
    }

    Browser(Path profile) {
        def root = System.getProperty('user.name') == 'root'
        def command = [installed().get(), '--headless', '--remote-debugging-port=0', "--user-data-dir=$profile", '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
                       '--hide-scrollbars', 'about:blank'] + (root ? ['--no-sandbox'] : [])
        process = new ProcessBuilder(command*.toString()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        def errors = process.errorReader()
        def line = errors.lines().filter { it.contains('DevTools listening on') }.findFirst().get()
        Thread.startDaemon { errors.transferTo(Writer.nullWriter()) }
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(line.substring(line.indexOf('ws://'))), new Heard()).get(PATIENCE, TimeUnit.SECONDS)
        def target = send('Target.createTarget', [url: 'about:blank']).targetId
        session = send('Target.attachToTarget', [targetId: target, flatten: true]).sessionId
        ['Page.enable', 'Runtime.enable', 'Log.enable'].each { send(it) }
    }

    Map send(String method, Map params = [:]) {
        int id = ids.incrementAndGet()
        def answer = new CompletableFuture<Map>()
        open[id] = answer
        socket.sendText(JSON.writeValueAsString([id: id, method: method, params: params] + (session ? [sessionId: session] : [:])), true).get(PATIENCE, TimeUnit.SECONDS)
        answer.get(PATIENCE, TimeUnit.SECONDS)
    }

    void open(String address) { send('Page.navigate', [url: address]) }

    /** The value of an expression in the page. */
    Object ask(String script) {
        def answer = send('Runtime.evaluate', [expression: script, returnByValue: true, awaitPromise: true])
        assert answer.exceptionDetails == null
        answer.result.value
    }

    /** Asks until it is true. */
    void wait(String script) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE)
        while (ask("(() => { try { return Boolean($script) } catch (notYetThere) { return false } })()") != true) {
            assert System.nanoTime() < end: "never true: $script; the page says:\n${ask('document.body.innerText')}\n$complaints"
            // the next frame of the page, not a sleep here
            ask('new Promise(done => setTimeout(done, 50))')
        }
    }

    void click(String selector) { ask("document.querySelector(${JSON.writeValueAsString(selector)}).click()") }

    void type(String selector, String text) {
        ask("document.querySelector(${JSON.writeValueAsString(selector)}).focus()")
        send('Input.insertText', [text: text])
    }

    void screen(int width, int height, boolean dark = false, boolean phone = false) {
        send('Emulation.setDeviceMetricsOverride', [width: width, height: height, deviceScaleFactor: phone ? 2 : 1, mobile: phone])
        send('Emulation.setEmulatedMedia', [features: [[name: 'prefers-color-scheme', value: dark ? 'dark' : 'light']]])
    }

    void picture(Path file) {
        Files.createDirectories(file.parent)
        Files.write(file, Base64.decoder.decode(send('Page.captureScreenshot', [captureBeyondViewport: true]).data as String))
    }

    @Override
    void close() {
        socket.abort()
        process.descendants().forEach { it.destroyForcibly() }
        process.destroyForcibly().waitFor()
    }

    private class Heard implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder()

        @Override
        CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part)
            if (last) {
                def message = JSON.readValue(text.toString(), Map)
                text.setLength(0)
                if (message.id != null) {
                    open.remove(message.id as int)?.with { message.error ? completeExceptionally(new IllegalStateException(message.error.toString())) : complete(message.result as Map) }
                } else if (message.method in ['Runtime.exceptionThrown', 'Log.entryAdded']) {
                    complaints << message.params.toString()
                }
            }
            from.request(1)
            null
        }
    }
}
