package dev.runbook.plugins.redis

import dev.runbook.engine.run.Contact
import dev.runbook.engine.model.Pending
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant
import java.util.function.Supplier

/** A step for tests: keeps what was done, and performs it only where it is live. Time passes at once. */
class FakeScope {
    final List<Effect> effects = []
    final List<Duration> pauses = []
    final Map<String, TargetSpec> targets = [:]
    final Map<String, Endpoint> tunnels = [:]
    final Map<String, AutoCloseable> shared = [:]
    final List<String> said = []
    final Contact contact = new Contact(timekeeper)
    boolean live = true
    boolean probing = false

    FakeScope target(Map<String, Object> values, String name, String access = 'write') {
        targets[name] = new TargetSpec('redis', name, values, 'lab.yaml:7', access)
        this
    }

    List<String> getShown() {
        effects*.what()
    }

    StepScope getScope() {
        [
            run    : { -> new RunInfo('20261121-0907-k3f', 'ops@desk', 'lab', false, null, null) },
            perform: { Effect effect -> perform(effect) },
            target : { String kind, String name -> targets[name] },
            reach  : { Endpoint there, String via -> tunnels["$via $there".toString()] },
            shared : { String key, Class type, Supplier open -> shared.computeIfAbsent(key) { open.get() } },
            time   : { -> timekeeper },
        ] as StepScope
    }

    RedisCommands redis(String name = 'r') {
        RedisEntry.redis(scope, name)
    }

    void close() {
        shared.values()*.close()
        shared.clear()
    }

    private Object perform(Effect effect) {
        effects << effect
        if (live || probing && !effect.writes() && !effect.pending()) {
            return contact.perform(effect) { said << it }
        }
        new Pending("value of ${effect.word()} ${effect.target()}: ${effect.what()}")
    }

    private Timekeeper getTimekeeper() {
        [now: { -> Instant.EPOCH }, nanos: { -> pauses*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length }] as Timekeeper
    }
}
