package dev.runbook.plugins.aws

import dev.runbook.engine.model.Pending
import dev.runbook.engine.run.Contact
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.HostFrame
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import dev.runbook.plugins.local.LocalTransport
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Callable
import java.util.function.Supplier

/** A step for tests: keeps what was done, and performs it only where it is live. Time passes at once. */
class FakeScope {
    final List<Effect> effects = []
    final List<Duration> pauses = [].asSynchronized()
    final Map<String, TargetSpec> targets = [:]
    final Map<String, AutoCloseable> shared = [:]
    final List<String> said = [].asSynchronized()
    final Map<String, Object> remembered = [:]
    final Contact contact = new Contact(timekeeper)
    boolean live = true
    String step = 'move the name'
    Path runbook = null

    FakeScope(Map<String, Object> values = [:], String access = 'write') {
        targets['aws prod'] = new TargetSpec('aws', 'prod', [region: 'eu-central-1'] + values, 'lab.yaml:7', access)
    }

    FakeScope host(String name, Path dir) {
        targets["host $name".toString()] = new TargetSpec('host', name, [dir: dir.toString(), transport: 'local'], 'lab.yaml:9', 'write')
        this
    }

    List<String> getShown() {
        effects*.what()
    }

    /** The same step, taken up by another process: only what is on the disk is left. */
    FakeScope resumed() {
        close()
        this
    }

    StepScope getScope() {
        [
            run       : { -> new RunInfo('20261121-0907-k3f', 'ops@desk', 'lab', false, null, runbook) },
            step      : { -> step },
            live      : { -> live },
            perform   : { Effect effect -> perform(effect) },
            target    : { String kind, String name -> targets["$kind $name".toString()] },
            link      : { String name -> new LocalTransport().link(targets["host $name".toString()], null) },
            host      : { -> null },
            on        : { HostFrame frame, Callable body -> body.call() },
            shared    : { String key, Class type, Supplier open -> synchronized (shared) { shared.computeIfAbsent(key) { open.get() } } },
            parallel  : { int max, List<Callable> bodies -> parallel(max, bodies) },
            remember  : { String name, Object value -> remembered[name] = value },
            remembered: { String name -> remembered[name] },
            takesUp   : { -> false },
            time      : { -> timekeeper },
            note      : { String text -> said << text },
            output    : { String text -> said << text },
            progress  : { double done, double total -> },
            measure   : { String unit, Number amount -> },
        ] as StepScope
    }

    AwsAccount aws() {
        AwsEntry.aws(scope, 'prod')
    }

    void close() {
        shared.values()*.close()
        shared.clear()
    }

    private static List<Object> parallel(int max, List<Callable> bodies) {
        def pool = java.util.concurrent.Executors.newFixedThreadPool(Math.max(1, Math.min(max, 4)))
        try {
            def all = bodies.collect { pool.submit(it as Callable) }
            all.collect {
                try {
                    it.get()
                } catch (java.util.concurrent.ExecutionException failed) {
                    throw failed.cause
                }
            }
        } finally {
            pool.shutdownNow()
        }
    }

    private Object perform(Effect effect) {
        effects << effect
        if (live) {
            return contact.perform(effect) { said << it }
        }
        new Pending("value of ${effect.word()} ${effect.target()}: ${effect.what()}")
    }

    private Timekeeper getTimekeeper() {
        [now: { -> Instant.EPOCH }, nanos: { -> pauses.collect()*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length }] as Timekeeper
    }
}
