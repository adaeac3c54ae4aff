package dev.runbook.dsl.words

import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Text
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
import java.time.LocalDateTime
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.function.Supplier

/** A step with local hosts; performs effects, or shows them when {@code dry}. */
class FakeScope implements StepScope {
    boolean dry = false
    boolean takesUp = false
    Path folder
    String step = 'a step'
    Map<String, Map<String, Object>> hosts = [source: [:], destination: [:]]
    Map<String, String> access = [:].withDefault { 'write' }
    Map<String, List<String>> groups = [:]
    Map<String, LocalLink> links = [:].withDefault { new LocalLink() }
    final List<Effect> effects = Collections.synchronizedList([])
    final List<String> out = Collections.synchronizedList([])
    final List<List> milestones = []
    final List<List> progress = []
    final List<String> notes = []
    Map<String, Object> memory = [:]
    final Map<String, byte[]> kept = [:]
    final List<Duration> pauses = Collections.synchronizedList([])
    final ThreadLocal<HostFrame> frame = new ThreadLocal<>()
    Timekeeper time = Timekeeper.SYSTEM

    static Text text(Object value) {
        value instanceof GString ? new Text(value.strings as List, value.values as List) : value instanceof Text ? value : Text.of(value as String)
    }

    static Block block(Closure body) {
        [call: { Object... args -> body(*(body.maximumNumberOfParameters == 0 ? [] : args.take(body.maximumNumberOfParameters))) }, callOn: { f, Object... args -> body.delegate = f; body(*args) }, source: { -> '' }] as Block
    }

    /** What the effects were, as {@code TARGET: WORD WHAT}. */
    List<String> shown() {
        effects.collect { "${it.target()}: ${it.word()} ${it.what()}".toString() }
    }

    def <T> T on(String host, Map options = [:], Closure<T> body) {
        on(new HostFrame(host, options.as, options.dir, options.env ?: [:]), body as Callable<Object>)
    }

    @Override RunInfo run() { new RunInfo('20261121-0907-k3f', 'me@here', 'lab', false, folder, folder) }
    @Override String step() { step }
    @Override Object perform(Effect<?> effect) {
        effects << effect
        if (dry) {
            return new Pending("value of ${effect.target()}: ${effect.what()}")
        }
        effect.work().call()
    }
    @Override TargetSpec target(String kind, String name) {
        if (kind != 'host' || !hosts.containsKey(name)) {
            throw RunbookException.invalid("no $kind '$name'")
        }
        new TargetSpec(kind, name, hosts[name], 'inventory.yaml:7', access[name])
    }
    @Override HostFrame host() { frame.get() }
    @Override List<String> group(String name) {
        if (!groups[name]) {
            throw RunbookException.invalid("no group '$name'")
        }
        groups[name]
    }
    @Override Object on(HostFrame inner, Callable<Object> body) {
        def outer = frame.get()
        frame.set(inner)
        try {
            return body.call()
        } finally {
            frame.set(outer)
        }
    }
    @Override List<Object> parallel(int max, List<Callable<Object>> bodies) {
        def pool = Executors.newFixedThreadPool(max)
        def outer = frame.get()
        try {
            return pool.invokeAll(bodies.collect { body -> ({ frame.set(outer); body.call() } as Callable) })*.get()
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.cause
        } finally {
            pool.shutdownNow()
        }
    }
    @Override Link link(String host) { synchronized (links) { links[host] } }
    Map<String, AutoCloseable> open = [:]
    void close() { (open.values() as List).reverseEach { it.close() } }
    @Override <C extends AutoCloseable> C shared(String key, Class<C> type, Supplier<C> opener) { synchronized (open) { type.cast(open.computeIfAbsent(key) { opener.get() }) } }
    @Override Endpoint reach(Endpoint there, String via) { there }
    /** Called with each thing to remember, and what remembers it. */
    Closure remembering = { name, write -> write() }
    @Override void remember(String name, Object value) { remembering(name) { memory[name] = value } }
    @Override Object remembered(String name) { memory[name] }
    @Override Timekeeper time() { time }
    @Override void note(String text) { notes << text }
    @Override void output(String line) { out << line }
    @Override void measure(String unit, Number amount) {}
    @Override void milestone(String name, LocalDateTime at) { milestones << [name, at] }
    @Override void progress(double done, double total) { progress << [done, total] }
    @Override void verified(String what, boolean held, String evidence) {}

    @Override
    boolean live() { !dry }

    @Override
    boolean takesUp() { takesUp }

    @Override
    Object result(String step) { null }

    @Override
    boolean skipped(String step) { false }

    @Override
    void keep(String name, byte[] content) { kept[name] = content }

    @Override
    void tell(String who, String text) { }
}
