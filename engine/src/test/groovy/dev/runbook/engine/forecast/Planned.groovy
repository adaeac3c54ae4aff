package dev.runbook.engine.forecast

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunState
import dev.runbook.engine.model.*
import java.time.Duration
import java.time.Instant

/** Plans and runs of plans, as short as tests need them. */
class Planned {
    static final Instant START = Instant.parse('2026-11-21T22:00:00Z')

    static Plan plan(Node... nodes) { new Plan('Move', null, [], [], [], [], nodes.toList(), null) }

    static Id id(String name) { new Id(name, name, 'Move') }

    static Step step(String path, String expect = null) {
        new Step(new Id(path, path.split('/').last(), 'Move'), options(expect), {} as Body, null, null, Fingerprint.NONE, 'runbook.groovy:1')
    }

    static Step destructive(String name) { new Step(id(name), options(null), {} as Body, null, name, Fingerprint.NONE, 'runbook.groovy:1') }

    static Manual manual(String name, String expect = null) {
        new Manual(id(name), options(expect), {} as Manual.Script, ['admins'], [], 1, null, Fingerprint.NONE, 'runbook.groovy:1')
    }

    static OutageMark begins(String name = null) { new OutageMark(new Id('outage begins', name, 'Move'), true) }

    static OutageMark ends(String name = null) { new OutageMark(new Id('outage ends', name, 'Move'), false) }

    static Parallel parallel(int max, Node... nodes) { new Parallel(id('parallel'), max, nodes.toList()) }

    static ForEach forEach(String name, List<Object> items, int max = 1) {
        new ForEach(id(name), StepOptions.NONE, {} as Body, items, { item, prefix -> [step("$prefix/import $item")] }, max, false)
    }

    private static StepOptions options(String expect) {
        new StepOptions(null, 0, Duration.ofSeconds(1), null, null, false, [] as Set, expect ? Durations.parse(expect, 'expect') : null, Rerun.ASK)
    }

    /** A finished run: lengths in seconds by path; {@code [seconds:, measures:, kind:, outcome:, milestones:]} says more. */
    static PastRun run(Map<String, Object> lengths, int day = 1, String outcome = 'done') {
        def began = START.minus(Duration.ofDays(400 - day))
        def timings = lengths.collect { path, said ->
            def more = said instanceof Map ? said : [seconds: said]
            new Timing(path, path.split('/').last(), 'Move', more.kind ?: 'step', more.outcome ?: Outcome.DONE, began, more.seconds as double,
                    (more.measures ?: [:]).collectEntries { unit, amount -> [unit, amount as Double] }, more.milestones ?: [])
        }
        new PastRun("run $day", 'move', 'uat', began, outcome, timings)
    }

    static History history(PastRun... runs) { History.of(runs.toList(), 'move') }

    /** A run that goes on: entries as {@code [kind, path, second, data]}. */
    static RunState state(List<List> entries) {
        def header = new Entry(0, START, Kind.RUN, null, [run: 'now', runbook: 'move', environment: 'uat', steps: []])
        long seq = 1
        RunState.of([header] + entries.collect { kind, path, second, data = [:] ->
            def declared = [declared: [name: path, phase: 'Move', kind: kind == Kind.WAITING ? 'manual' : 'step']]
            new Entry(seq++, START.plusMillis((second * 1000) as long), kind, path, (path ? declared : [:]) + data)
        })
    }

    static double due(Moment moment) { Duration.between(START, moment.due()).toMillis() / 1000d }
}
