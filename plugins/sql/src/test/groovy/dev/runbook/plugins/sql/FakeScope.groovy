package dev.runbook.plugins.sql

import dev.runbook.engine.run.Contact
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Block
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.RunInfo
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant

/** A step for tests: keeps what was done, and performs it only where it is live. Time passes at once. */
class FakeScope {
    final List<Effect> effects = []
    final List<Duration> pauses = []
    final Map<String, TargetSpec> targets = [:]
    final Map<String, Endpoint> tunnels = [:]
    final List<String> said = []
    final Contact contact = new Contact(timekeeper)
    boolean live = true
    boolean probing = false
    Closure<?> onPause = {}

    FakeScope target(Map<String, Object> values, String name, String access = 'write') {
        targets[name] = new TargetSpec('database', name, values, 'lab.yaml:7', access)
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
            time   : { -> timekeeper },
        ] as StepScope
    }

    SqlDatabase sql(String name = 'db') {
        SqlEntry.sql(scope, name)
    }

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

    private Object perform(Effect effect) {
        effects << effect
        if (live || probing && !effect.writes() && !effect.pending()) {
            return contact.perform(effect) { said << it }
        }
        new Pending("value of ${effect.word()} ${effect.target()}: ${effect.what()}")
    }

    private Timekeeper getTimekeeper() {
        [now: { -> Instant.EPOCH }, nanos: { -> pauses*.toNanos().sum(0L) }, pause: { Duration length -> pauses << length; onPause.call(length) }] as Timekeeper
    }
}
