package dev.runbook.plugins.http

import dev.runbook.engine.run.Contact
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.HostFrame
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.Timekeeper
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.function.Supplier

/** A step for tests: keeps what was done, and performs it only where it is live. Time passes at once. */
class FakeScope {
    final List<Effect> effects = []
    final List<Duration> pauses = []
    String host
    Path runbook
    final Map<String, Endpoint> tunnels = [:]
    final Map<String, AutoCloseable> shared = [:]
    final List<String> said = []
    final Contact contact = new Contact(timekeeper)
    boolean live = true
    boolean probing = false

    List<String> getShown() {
        effects*.what()
    }

    StepScope getScope() {
        [
            run    : { -> new RunInfo('20261121-0907-k3f', 'ops@desk', 'lab', false, null, runbook) },
            perform: { Effect effect -> perform(effect) },
            host   : { -> host ? new HostFrame(host, null, null, [:]) : null },
            reach  : { Endpoint there, String via -> tunnels["$via $there".toString()] },
            shared : { String key, Class type, Supplier open -> shared.computeIfAbsent(key) { open.get() } },
            time   : { -> timekeeper },
        ] as StepScope
    }

    HttpWords getHttp() {
        HttpEntry.http(scope)
    }

    static Text text(Object gstringOrText) {
        gstringOrText instanceof GString
            ? new Text(gstringOrText.strings as List, gstringOrText.values as List)
            : Text.of(gstringOrText as String)
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
        [now: { -> Instant.now() }, nanos: { -> System.nanoTime() + pauses*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length }] as Timekeeper
    }
}
