package dev.runbook.engine.run

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.journal.*
import dev.runbook.engine.model.*
import dev.runbook.engine.spi.*
import java.nio.file.Path
import java.util.function.Function

/** An engine with a disk in memory and time that passes when somebody waits. What its plans do stands in {@code done}. */
class Rig implements World, People {
    static final Path JOURNAL = Path.of('/runs/r1/journal.jsonl')

    final MemoryDisk disk = new MemoryDisk()
    VirtualTime time = new VirtualTime()
    final Masker masker = new Masker()
    Path folder = Path.of('/runs/r1')
    String operator = 'ann@ops1'
    /** What the plans did to the world, in order. */
    final List<String> done = Collections.synchronizedList([])
    final List<String> told = Collections.synchronizedList([])
    final List<String> output = Collections.synchronizedList([])
    Set<String> consents = []
    Closure<?> answer = { Manual manual, Instructions instructions, String failed -> null }
    Stop stop = new Stop()
    Selection selection = Selection.ALL
    /** Called with each entry after it was written. */
    Closure<?> whenWritten = { Entry entry -> }

    /** Something that happens in the world. */
    def act(String what, Object value = null) {
        done << what
        value
    }

    /** The same, where the engine may die before or after it. */
    def happen(String what, Object value = null) {
        disk.fate.moment("before effect")
        act(what)
        disk.fate.moment("after effect")
        value
    }

    RunEnd start(Plan plan) {
        engine(Journal.create(JOURNAL, time, disk), plan, Decisions.NONE) { Runner runner -> runner.start([runbook: 'a plan']) }
    }

    RunEnd resume(Map decided = [:], Plan plan) {
        def decisions = new Decisions(decided.rerun ?: [], decided.markDone ?: [:], decided.accept ?: [], decided.renamed ?: [:], decided.why as String)
        engine(opened(), plan, decisions) { Runner runner -> runner.resume() }
    }

    RunEnd rollback(Plan plan) { engine(opened(), plan, Decisions.NONE) { Runner runner -> runner.rollback() } }

    RunEnd abandon(Plan plan) {
        engine(opened(), plan, Decisions.NONE) { Runner runner ->
            runner.abandon('given up')
            new RunEnd(ExitStatus.DONE, 'abandoned', null, null)
        }
    }

    private Journal opened() { Journal.open(JOURNAL, time, disk) }

    private RunEnd engine(Journal journal, Plan plan, Decisions decisions, Function<Runner, RunEnd> work) {
        try {
            journal.listen { whenWritten.call(it) }
            work.apply(new Runner(new Setup(plan, this, journal, new LiveBackend(time), { step, line -> output << line } as Output, this, stop, selection, decisions)))
        } finally {
            journal.close()
        }
    }

    /** What a dry run wrote down, and how many steps failed in it. */
    Map dry(Plan plan, Backend backend = new OfflineBackend()) {
        List<Entry> entries = []
        def ledger = new MemoryLedger(time, { entries << it })
        int failures = new DryRun(new Setup(plan, this, ledger, backend, { step, line -> } as Output, this, stop, selection, Decisions.NONE)).run()
        [failures: failures, entries: entries, state: ledger.state()]
    }

    List<Entry> entries() { JournalFile.read(JOURNAL, disk).entries() }

    List<Kind> kinds(String path) { entries().findAll { it.path() == path }*.kind() }

    /** The state as the next engine would find it. */
    RunState state() { RunState.of(entries()).atRest() }

    Outcome outcome(String path) { state().outcomeOf(path) }

    def resultOf(String path) { state().step(path).get().result() }

    @Override
    RunInfo run() { new RunInfo('r1', operator, 'uat', false, folder, folder) }

    @Override
    TargetSpec target(String kind, String name) { throw RunbookException.invalid("no $kind $name") }

    @Override
    List<String> group(String name) { throw RunbookException.invalid("no group $name") }

    @Override
    Link open(String host) { throw RunbookException.invalid("no host $host") }

    @Override
    Timekeeper time() { time }

    @Override
    Masker masker() { masker }

    @Override
    Optional<People.Answer> work(Manual manual, Instructions instructions, String failed) {
        Optional.ofNullable(answer.call(manual, instructions, failed) as People.Answer)
    }

    @Override
    Optional<Boolean> consent(String name, String why, String typed) { consents.contains(name) ? Optional.of(true) : Optional.empty() }

    @Override
    void tell(String text) { told << text }
}
