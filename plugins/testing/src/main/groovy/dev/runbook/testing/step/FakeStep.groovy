package dev.runbook.testing.step

import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Text
import dev.runbook.engine.run.Contact
import dev.runbook.engine.spi.Block
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.HostFrame
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.LocalDateTime
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.function.Supplier

/** A step for specifications of words: keeps what was done, and performs it only where it is live. Time passes at once. */
class FakeStep implements StepScope {
    final List<Effect> effects = [].asSynchronized()
    final List<Duration> pauses = [].asSynchronized()
    final List<String> said = [].asSynchronized()
    /** By kind and name: {@code 'host source'}. */
    final Map<String, TargetSpec> targets = [:]
    /** Where a tunnel ends, by the host that it goes through and where it leads. */
    final Map<String, Endpoint> tunnels = [:]
    final Map<String, AutoCloseable> shared = [:]
    final Map<String, Object> remembered = [:]
    String run = '20261121-0907-k3f'
    String step = 'a step'
    String host
    Path runbook
    boolean live = true
    boolean probing = false
    Closure<?> onPause = {}
    private final Contact contact = new Contact(time())

    static Text text(Object gstringOrText) {
        gstringOrText instanceof GString
            ? new Text(gstringOrText.strings as List, gstringOrText.values as List)
            : Text.of(gstringOrText as String)
    }

    static Block block(Closure<?> body) {
        [callOn: { Object facade, Object... arguments ->
            body.delegate = facade
            body.resolveStrategy = Closure.DELEGATE_FIRST
            body.call()
        }] as Block
    }

    List<String> getShown() {
        effects.collect { it.what() }
    }

    void close() {
        shared.values()*.close()
        shared.clear()
    }

    @Override
    RunInfo run() {
        new RunInfo(run, 'ops@desk', 'lab', false, null, runbook)
    }

    @Override
    String step() {
        step
    }

    @Override
    boolean live() {
        live
    }

    @Override
    Object perform(Effect<?> effect) {
        effects << effect
        if (live || probing && !effect.writes() && !effect.pending()) {
            return contact.perform(effect) { said << it }
        }
        new Pending("value of ${effect.word()} ${effect.target()}: ${effect.what()}")
    }

    @Override
    TargetSpec target(String kind, String name) {
        targets["$kind $name".toString()]
    }

    @Override
    Link link(String host) {
        throw new UnsupportedOperationException("a link to $host")
    }

    @Override
    HostFrame host() {
        host ? new HostFrame(host, null, null, [:]) : null
    }

    @Override
    List<String> group(String name) {
        throw new UnsupportedOperationException("the group $name")
    }

    @Override
    Object on(HostFrame frame, Callable<Object> body) {
        body.call()
    }

    @Override
    List<Object> parallel(int max, List<Callable<Object>> bodies) {
        def pool = Executors.newFixedThreadPool(Math.max(1, Math.min(max, 4)))
        try {
            bodies.collect { pool.submit(it) }.collect { it.get() }
        } catch (ExecutionException failed) {
            throw failed.cause
        } finally {
            pool.shutdownNow()
        }
    }

    @Override
    <C extends AutoCloseable> C shared(String key, Class<C> type, Supplier<C> open) {
        synchronized (shared) {
            type.cast(shared.computeIfAbsent(key) { open.get() })
        }
    }

    @Override
    Endpoint reach(Endpoint there, String via) {
        tunnels["$via $there".toString()]
    }

    @Override
    Object result(String step) {
        null
    }

    @Override
    boolean skipped(String step) {
        false
    }

    @Override
    void remember(String name, Object value) {
        remembered[name] = value
    }

    @Override
    Object remembered(String name) {
        remembered[name]
    }

    @Override
    Timekeeper time() {
        [
            now  : { -> Instant.EPOCH },
            nanos: { -> pauses.collect()*.toNanos().sum(0L) },
            pause: { Duration length -> pauses << length; onPause.call(length) },
        ] as Timekeeper
    }

    @Override
    void note(String text) {
        said << text
    }

    @Override
    void output(String line) {
        said << line
    }

    @Override
    void measure(String unit, Number amount) {}

    @Override
    void milestone(String name, LocalDateTime at) {}

    @Override
    void keep(String name, byte[] content) {}

    @Override
    void tell(String who, String text) {}

    @Override
    void verified(String what, boolean held, String evidence) {}
}
