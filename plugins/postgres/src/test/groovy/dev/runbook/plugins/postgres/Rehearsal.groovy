package dev.runbook.plugins.postgres

import dev.runbook.dsl.Language
import dev.runbook.dsl.plan.Given
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.run.*
import dev.runbook.engine.spi.*
import dev.runbook.plugins.local.LocalTransport
import dev.runbook.plugins.sql.SqlPlugin
import java.nio.file.Files
import java.nio.file.Path

/** Runs scripts for real, on this machine and the databases that it is given. */
class Rehearsal {
    private static final LANGUAGE = Language.with([new SqlPlugin(), new PostgresPlugin()] as List<PluginWords>, Rehearsal.classLoader)

    final Path folder
    final Map<String, Map<String, Object>> databases = [:]
    final Map<String, String> access = [:].withDefault { 'write' }
    final List<Entry> entries = Collections.synchronizedList([])
    final List<String> out = Collections.synchronizedList([])
    def ledger = new MemoryLedger(Timekeeper.SYSTEM, { entries << it })

    Rehearsal(Path folder) {
        this.folder = folder
    }

    Rehearsal database(Map<String, Object> entry, String name) {
        databases[name] = entry
        this
    }

    RunEnd run(String script) {
        new Runner(prepared(script, new LiveBackend(Timekeeper.SYSTEM))).start([:])
    }

    /** Goes on after a failure; the script may have been changed. */
    RunEnd resume(String script) {
        new Runner(prepared(script, new LiveBackend(Timekeeper.SYSTEM))).resume()
    }

    /** How many steps would fail. */
    int dry(String script) {
        new DryRun(prepared(script, new OfflineBackend())).run()
    }

    Object result(String step) {
        ledger.state().step(step).get().result()
    }

    /** What was done or shown, a text each: {@code job here: pg_dump …}. */
    List<String> effects() {
        entries.findAll { it.kind().name() == 'EFFECT' }.collect { "${it.text('kind')} ${it.text('target')}: ${it.text('what')}".toString() }
    }

    /** Everything that is on the disk of a run or on the screen of a person. */
    String everything() {
        entries*.data().toString() + out
    }

    /** What the check finds before anything runs. */
    List<String> check(String script) {
        LANGUAGE.check(written(script))*.message()
    }

    private Path written(String script) {
        Files.writeString(folder.resolve('test.groovy'), script)
    }

    private Setup prepared(String script, Backend backend) {
        assert check(script) == []
        def loaded = LANGUAGE.load(written(script), given())
        def people = [work: { m, i, f -> Optional.empty() }, consent: { n, w, t -> Optional.of(true) }, tell: { }] as People
        new Setup(loaded.plan(), world(), ledger, backend, { s, l -> out << l } as Output, people, new Stop(), Selection.ALL, Decisions.NONE)
    }

    private static Given given() {
        [names: { [] as Set }, has: { false }, value: { null }, where: { '-P ' + it }, lenient: { false },
         secret: { String name -> Secret.of(name, 'none') }, environment: { 'test' }, production: { false }] as Given
    }

    private World world() {
        def info = new RunInfo('test-run', 'me', 'test', false, folder, folder)
        [run: { info }, target: { String kind, String name -> target(kind, name) },
         group: { [it] }, open: { String host -> new LocalTransport().link(new TargetSpec('host', host, [:], 'test', 'write'), null) },
         time: { Timekeeper.SYSTEM }, masker: { new Masker() }] as World
    }

    private TargetSpec target(String kind, String name) {
        if (kind == 'host') {
            return new TargetSpec(kind, name, [dir: folder.toString(), transport: 'local'], 'lab.yaml:3', 'write')
        }
        if (!databases.containsKey(name)) {
            throw RunbookException.invalid("no $kind $name")
        }
        new TargetSpec(kind, name, databases[name], 'lab.yaml:7', access[name])
    }
}
